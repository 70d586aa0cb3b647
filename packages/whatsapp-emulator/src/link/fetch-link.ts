import { lookup } from "node:dns/promises";
import { Agent, request } from "undici";
import { isPublicAddress } from "@careline/whatsapp";
import { keptMs, mediaWriter } from "../graph/media.ts";
import { bareType, judgeUpload, suits, uploadBytesMax } from "../rules/media-types.ts";
import type { Media } from "../state/model.ts";
import type { World } from "../world.ts";

const timeoutMs = 10_000;
const redirectsMax = 3;
// Meta asks for the same link again only after ten minutes.
const cachedMs = 10 * 60 * 1000;

/** Fetches what a link leads to, as Meta does for a send. Undefined: it could not be had, or is not what it must be. */
export async function fetchLink(
  world: World,
  link: string,
  kind: string,
  phoneNumberId: string,
): Promise<Media | undefined> {
  const { state, now } = world;
  const cached = state.links.get(link);
  const known = cached && now() - cached.at < cachedMs ? state.media.get(cached.mediaId) : undefined;
  if (known !== undefined) return known;
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const media = await follow(world, link, kind, phoneNumberId, signal, redirectsMax);
    if (media !== undefined) state.links.put(link, { mediaId: media.id, at: now() });
    return media;
  } catch {
    return undefined;
  }
}

async function follow(
  world: World,
  link: string,
  kind: string,
  phoneNumberId: string,
  signal: AbortSignal,
  redirects: number,
): Promise<Media | undefined> {
  const address = await publicAddress(link, world.options.allowLinkHosts ?? []);
  if (address === undefined) return undefined;
  // Bound to the address that was looked at: a second answer of the name server may be another.
  const dispatcher = new Agent({
    connect: { lookup: (_host, _options, done) => done(null, [address]) },
  });
  try {
    const answer = await request(link, { dispatcher, signal });
    const { location, "content-type": type } = answer.headers;
    if (
      answer.statusCode >= 300 &&
      answer.statusCode < 400 &&
      typeof location === "string" &&
      redirects > 0
    ) {
      const next = new URL(location, link).href;
      return await follow(world, next, kind, phoneNumberId, signal, redirects - 1);
    }
    if (answer.statusCode !== 200 || typeof type !== "string") return undefined;
    return await keep(world, answer.body, bareType(type), kind, phoneNumberId);
  } finally {
    await dispatcher.destroy();
  }
}

async function keep(
  { state, now }: World,
  body: AsyncIterable<Uint8Array>,
  mimeType: string,
  kind: string,
  phoneNumberId: string,
): Promise<Media | undefined> {
  const writer = mediaWriter(state);
  for await (const bytes of body) {
    writer.add(bytes);
    if (writer.size() > uploadBytesMax) break;
  }
  if (!suits(kind, mimeType) || judgeUpload(mimeType, writer.beginning(), writer.size()) !== "ok") {
    writer.discard();
    return undefined;
  }
  const expiresAt = now() + keptMs.business;
  return writer.keep({ phoneNumberId, mimeType, origin: "business", expiresAt }, now());
}

async function publicAddress(link: string, allowed: readonly string[]) {
  const { hostname } = new URL(link);
  const [address] = await lookup(hostname.replaceAll(/^\[|\]$/g, ""), { all: true });
  if (address === undefined) return undefined;
  return allowed.includes(hostname) || isPublicAddress(address.address) ? address : undefined;
}
