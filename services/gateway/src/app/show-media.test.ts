import { Fault } from "@careline/faults";
import type { MediaStore } from "@careline/media";
import { PhiError } from "@careline/phi";
import { expect, test } from "vitest";
import { issueMediaLink } from "./issue-media-link.ts";
import type { Asking, MediaLink, MediaLinks } from "./media-ports.ts";
import { showMedia } from "./show-media.ts";

const wish = { tenantId: "t", contactId: "c1", messageId: "m1", staffId: "nurse-7", requestId: "r1" };
const facts = { mimeType: "audio/ogg", sizeBytes: 2, sha256: "" };

async function* two(): AsyncGenerator<Uint8Array> {
  yield Buffer.from("a");
  yield Buffer.from("b");
}

function desk(more: Partial<Pick<MediaStore, "facts" | "read">> = {}) {
  const held = new Map<string, MediaLink & Asking>();
  const clock = { now: new Date("2026-03-02T12:00:00Z") };
  const links: MediaLinks = {
    add: async (hash, link, asking) => void held.set(hash, { ...link, ...asking }),
    find: async (hash) => held.get(hash),
    async take(hash) {
      const link = held.get(hash);
      held.delete(hash);
      return link;
    },
  };
  const store = { facts: async () => facts, read: two, ...more } as MediaStore;
  const ports = { links, store, now: () => clock.now };
  return { held, clock, issue: issueMediaLink(ports), show: showMedia(ports) };
}

const erased = () => Promise.reject(new PhiError("PHI_KEY_SHREDDED"));

test("a link shows its file to the first who fetches it, within a minute; looks do not count", async () => {
  const { issue, show, clock } = desk();
  const { token } = await issue(wish);
  expect(await show(token, "look")).toMatchObject({ kind: "shown", facts });
  const shown = await show(token, "fetch");
  if (shown.kind !== "shown") throw new Error(shown.kind);
  let all = "";
  for await (const piece of shown.bytes) all += Buffer.from(piece).toString();
  expect(all).toBe("ab");
  expect(await show(token, "fetch")).toEqual({ kind: "unknown" });
  const { token: late, expiresAt } = await issue(wish);
  clock.now = expiresAt;
  expect(await show(late, "fetch")).toEqual({ kind: "unknown" });
});

test("tokens are long, never the same, and not in the database; who asked is", async () => {
  const { issue, held } = desk();
  const tokens = [(await issue(wish)).token, (await issue(wish)).token];
  expect(new Set(tokens).size).toBe(2);
  for (const token of tokens) expect(Buffer.from(token, "base64url")).toHaveLength(32);
  expect(JSON.stringify([...held])).not.toContain(tokens[0]);
  expect([...held.values()]).toMatchObject([{ staffId: "nurse-7", requestId: "r1" }, {}]);
});

test("there is no link to a file that is not there, or erased", async () => {
  await expect(desk({ facts: async () => undefined }).issue(wish)).rejects.toMatchObject({ kind: "missing" });
  await expect(desk({ facts: erased }).issue(wish)).rejects.toMatchObject({ kind: "missing" });
});

test("one whose file was erased since then leads to nothing, and says so before an answer begins", async () => {
  const first = { next: erased } as unknown as AsyncIterator<Uint8Array>;
  const whens: Partial<MediaStore>[] = [
    { facts: async () => undefined },
    { facts: erased },
    { read: () => ({ [Symbol.asyncIterator]: () => first }) },
  ];
  for (const when of whens) {
    const { issue, show, held } = desk();
    const { token } = await issue(wish);
    const later = desk(when);
    for (const [hash, link] of held) later.held.set(hash, link);
    expect(await later.show(token, "fetch")).toEqual({ kind: "gone" });
    expect(await show(token, "look")).toMatchObject({ kind: "shown" });
  }
});

test("a store that is away is no erased file", async () => {
  const { issue, held } = desk();
  const { token } = await issue(wish);
  const away = desk({ facts: () => Promise.reject(new Fault("unavailable", "away")) });
  for (const [hash, link] of held) away.held.set(hash, link);
  await expect(away.show(token, "fetch")).rejects.toMatchObject({ kind: "unavailable" });
});
