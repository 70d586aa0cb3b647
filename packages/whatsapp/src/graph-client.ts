import { Fault } from "@careline/faults";
import { FormData, Pool } from "undici";
import type { Dispatcher } from "undici";
import { at, textAt } from "./loose.ts";
import { meaningOf, notReached } from "./meaning-of.ts";
import { outcomeOf, refusalOf } from "./outcome.ts";
import type { GraphAnswer, SendOutcome } from "./outcome.ts";
import type { SendBody } from "./bodies.ts";
import { traced } from "./track.ts";
import type { Trace } from "./track.ts";

export interface GraphClientOptions {
  /** https://graph.facebook.com, or an emulator. */
  readonly baseUrl: string;
  /** v26.0: always pinned. */
  readonly version: string;
  readonly accessToken: string;
  /** For a whole call. */
  readonly timeoutMs?: number;
}

export interface Upload {
  readonly bytes: Uint8Array;
  readonly mimeType: string;
  /** WhatsApp keeps it: an opaque name, never a patient's. */
  readonly filename: string;
}

export interface GraphClient {
  /** One try. Never throws for what the network or WhatsApp does: the outcome says it. */
  send(phoneNumberId: string, body: SendBody): Promise<SendOutcome>;
  /** Gives the id to send the file by, for 30 days. Throws a Fault. */
  uploadMedia(phoneNumberId: string, upload: Upload): Promise<{ readonly id: string }>;
  /** Tells the patient that someone took the message, and those before it. Throws a Fault. */
  markRead(phoneNumberId: string, wamid: string): Promise<void>;
  close(): Promise<void>;
}

// A thousand sends a second that take a quarter of one each. Whoever sends lets no more wait than there are.
const connections = 256;

/** Makes a client of the Cloud API. It never tries again by itself. */
export function graphClient(options: GraphClientOptions): GraphClient {
  const { baseUrl, version, accessToken, timeoutMs = 10_000 } = options;
  const base = new URL(baseUrl);
  const prefix = `${base.pathname.replace(/\/$/, "")}/${version}`;
  const pool = new Pool(base.origin, {
    connections,
    connect: { timeout: timeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: 1024 * 1024,
  });
  const tracing = traced(pool);

  async function post(
    path: string,
    body: string | FormData,
  ): Promise<GraphAnswer | { readonly failed: unknown; readonly wasWritten: boolean }> {
    const trace: Trace = { wasWritten: false };
    const headers: Record<string, string> = { authorization: `Bearer ${accessToken}` };
    if (typeof body === "string") headers["content-type"] = "application/json";
    const limit = timeLimit(timeoutMs);
    const rest = { headers, body, signal: limit.signal, opaque: trace };
    try {
      const answer = tracing.request({ path: `${prefix}/${path}`, method: "POST", ...rest }).then(answerOf);
      // undici cannot give up a request that still waits for a connection, so we do; it will not be written later.
      return await Promise.race([answer, limit.passed]);
    } catch (failed) {
      return { failed, wasWritten: trace.wasWritten };
    } finally {
      limit.clear();
    }
  }

  async function call(path: string, body: string | FormData): Promise<unknown> {
    const answer = await post(path, body);
    if ("failed" in answer) throw new Fault("unavailable", `WhatsApp: ${reasonOf(answer.failed)}`);
    const refusal = refusalOf(answer);
    if (refusal === undefined && answer.status === 200) return answer.body;
    const { retry = "backoff", reason = `HTTP ${answer.status}`, retryAfterMs } = refusal ?? {};
    const details = retryAfterMs === undefined ? {} : { retryAfterMs };
    // What is wrong with the account will be put right, and the file is as good as before.
    const isForNow = retry !== "no" || (refusal !== undefined && isOfAccount(refusal.code));
    throw new Fault(isForNow ? "unavailable" : "invalid", `WhatsApp: ${reason}`, details);
  }

  return {
    async send(phoneNumberId, body) {
      const answer = await post(`${encodeURIComponent(phoneNumberId)}/messages`, JSON.stringify(body));
      if (!("failed" in answer)) return outcomeOf(answer);
      const reason = reasonOf(answer.failed);
      if (answer.wasWritten) return { kind: "uncertain", reason };
      return { kind: "refused", code: notReached, reason, retry: "backoff" };
    },
    async uploadMedia(phoneNumberId, { bytes, mimeType, filename }) {
      const form = new FormData();
      form.set("messaging_product", "whatsapp");
      form.set("type", mimeType);
      form.set("file", new Blob([Uint8Array.from(bytes)], { type: mimeType }), filename);
      const id = textAt(await call(`${encodeURIComponent(phoneNumberId)}/media`, form), "id");
      if (id === undefined) throw new Fault("unavailable", "WhatsApp: an upload was answered without an id");
      return { id };
    },
    async markRead(phoneNumberId, wamid) {
      const body = { messaging_product: "whatsapp", status: "read", message_id: wamid };
      await call(`${encodeURIComponent(phoneNumberId)}/messages`, JSON.stringify(body));
    },
    close: () => pool.close(),
  };
}

function isOfAccount(code: number): boolean {
  return meaningOf(code).advice === "fix-account";
}

interface TimeLimit {
  readonly signal: AbortSignal;
  /** Rejects when the time is over. */
  readonly passed: Promise<never>;
  clear(): void;
}

// What AbortSignal.timeout does, for less, as it can be cleared.
function timeLimit(ms: number): TimeLimit {
  const controller = new AbortController();
  const { promise: passed, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const late = Object.assign(new Error("no answer in time"), { code: "TIMEOUT" });
    reject(late);
    controller.abort(late);
  }, ms);
  return { signal: controller.signal, passed, clear: () => clearTimeout(timer) };
}

async function answerOf(response: Dispatcher.ResponseData<Trace>): Promise<GraphAnswer> {
  const text = await response.body.text();
  const seconds = Number(response.headers["retry-after"]);
  const retryAfterMs = seconds > 0 && seconds <= 86_400 ? seconds * 1000 : undefined;
  return { status: response.statusCode, body: jsonOf(text), retryAfterMs };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A code or a class name: the message of a network error may name hosts, never what was sent. */
function reasonOf(failed: unknown): string {
  const code = at(failed, "code");
  if (typeof code === "string") return code;
  return failed instanceof Error ? failed.name : "unknown failure";
}
