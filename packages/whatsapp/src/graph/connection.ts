import { Pool } from "undici";
import { at } from "../loose.ts";
import { answerOf } from "./answer.ts";
import type { GraphAnswer } from "./answer.ts";
import { targetOf } from "./request.ts";
import type { GraphRequest } from "./request.ts";
import { timeLimit } from "./time-limit.ts";
import { traced } from "./track.ts";
import type { Trace } from "./track.ts";

/** No answer came. Where nothing was written, nothing can have happened. */
export interface NoAnswer {
  readonly failed: unknown;
  readonly wasWritten: boolean;
}

export interface Connection {
  exchange(request: GraphRequest): Promise<GraphAnswer | NoAnswer>;
  close(): Promise<void>;
}

// A thousand sends a second that take a quarter of one each. Whoever sends lets no more wait than there are.
const connections = 256;

/** Requests to the Graph API, each tried once. */
export function connect(options: {
  readonly base: URL;
  readonly version: string;
  readonly accessToken: string;
  readonly timeoutMs: number;
}): Connection {
  const { base, version, accessToken, timeoutMs } = options;
  const prefix = `${base.pathname.replace(/\/$/, "")}/${version}`;
  const authorization = `Bearer ${accessToken}`;
  const pool = new Pool(base.origin, {
    connections,
    connect: { timeout: timeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: 4 * 1024 * 1024,
  });
  const tracing = traced(pool);

  return {
    async exchange(request) {
      const { method, body } = request;
      const trace: Trace = { wasWritten: false };
      const headers: Record<string, string> = { authorization };
      if (body !== undefined) headers["content-type"] = body.type;
      if (body?.sizeBytes !== undefined) headers["content-length"] = String(body.sizeBytes);
      const limit = timeLimit(request.timeoutMs ?? timeoutMs);
      const rest = { headers, body: body?.content ?? null, signal: limit.signal, opaque: trace };
      try {
        const answer = tracing.request({ path: targetOf(prefix, request), method, ...rest }).then(answerOf);
        // undici cannot give up a request that still waits for a connection, so we do; it will not be written later.
        return await Promise.race([answer, limit.passed]);
      } catch (failed) {
        return { failed, wasWritten: trace.wasWritten };
      } finally {
        limit.clear();
      }
    },
    close: () => pool.close(),
  };
}

/** A code or a class name: the message of a network error may name hosts, never what was sent. */
export function reasonOf(failed: unknown): string {
  const code = at(failed, "code");
  if (typeof code === "string") return code;
  return failed instanceof Error ? failed.name : "unknown failure";
}
