import type { LookupFunction } from "node:net";
import { Fault } from "@careline/faults";
import { Agent, request } from "undici";
import type { Dispatcher } from "undici";
import { retryAfterMsOf } from "./answer.ts";
import { reasonOf } from "./connection.ts";
import { mediaUrl } from "./media-url.ts";
import { guardedLookup } from "./public-address.ts";

export interface Download {
  /** As the server says; look at the bytes before believing it. */
  readonly mimeType: string;
  readonly sizeBytes?: number | undefined;
  /** Once, as they come. Read them, leave the loop or abort: else the connection stays open. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

export interface DownloadLimits {
  readonly sizeBytesMax: number;
  readonly signal?: AbortSignal;
}

export interface Downloads {
  /**
   * Fetches a file from a URL of `mediaInfo` or of a webhook. Fault("denied") for a URL, an address behind it or a
   * redirect that is not WhatsApp's: it is never dialled. "missing": expired or not ours. "invalid": larger than
   * `sizeBytesMax`, also while its bytes are read. "unavailable", "limited": try again.
   */
  download(url: string, limits: DownloadLimits): Promise<Download>;
}

/** Fetches files, with our token, from where it may go. */
export function downloader(options: {
  readonly base: URL;
  readonly accessToken: string;
  readonly timeoutMs: number;
  readonly hosts: readonly string[];
  readonly lookup?: LookupFunction;
}): Downloads & { close(): Promise<void> } {
  const { base, accessToken, timeoutMs, hosts, lookup } = options;
  const limits = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
  const own = new Agent({ ...limits, connect: { timeout: timeoutMs } });
  const others = new Agent({ ...limits, connect: { timeout: timeoutMs, lookup: guardedLookup(lookup) } });
  // Without a name of its own a client is turned away by some of Meta's file servers.
  const headers = { authorization: `Bearer ${accessToken}`, "user-agent": "careline" };

  return {
    async download(text, { sizeBytesMax, signal }) {
      const url = mediaUrl(text, base, hosts);
      const dispatcher = url.origin === base.origin ? own : others;
      const response = await request(url, { dispatcher, headers, signal: signal ?? null }).catch(rethrow);
      const length = Number(response.headers["content-length"] ?? Number.NaN);
      const fault = faultOf(response) ?? (length > sizeBytesMax ? tooLarge(sizeBytesMax) : undefined);
      if (fault !== undefined) {
        response.body.on("error", () => undefined).destroy();
        throw fault;
      }
      const type = response.headers["content-type"];
      return {
        mimeType: typeof type === "string" ? type : "application/octet-stream",
        sizeBytes: Number.isSafeInteger(length) ? length : undefined,
        bytes: upTo(sizeBytesMax, response.body),
      };
    },
    async close() {
      await Promise.all([own.close(), others.close()]);
    },
  };
}

function faultOf({ statusCode, headers }: Dispatcher.ResponseData): Fault | undefined {
  if (statusCode === 200) return undefined;
  const said = `WhatsApp: a file was answered with HTTP ${statusCode}`;
  if (statusCode >= 300 && statusCode < 400)
    return new Fault("denied", `${said}, and redirects are not followed`);
  if (statusCode === 404 || statusCode === 410) return new Fault("missing", said);
  if (statusCode !== 429) return new Fault("unavailable", said);
  const retryAfterMs = retryAfterMsOf(headers);
  return new Fault("limited", said, retryAfterMs === undefined ? {} : { retryAfterMs });
}

async function* upTo(max: number, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let got = 0;
  try {
    for await (const chunk of body) {
      got += chunk.length;
      if (got > max) throw tooLarge(max);
      yield chunk;
    }
  } catch (failed) {
    rethrow(failed);
  }
}

function tooLarge(max: number): Fault {
  return new Fault("invalid", `file: more than ${max} bytes`);
}

function rethrow(failed: unknown): never {
  if (failed instanceof Fault) throw failed;
  throw new Fault("unavailable", `WhatsApp: a file did not come: ${reasonOf(failed)}`);
}
