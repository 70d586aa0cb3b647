import { randomBytes } from "node:crypto";
import { request } from "undici";
import { sign } from "@careline/whatsapp";
import { openFlowAnswer, sealFlowRequest } from "../rules/flow-crypto.ts";
import { isJson, textAt, type Json } from "../rules/json.ts";

/** What came of a request to a Flow's endpoint. */
export type Exchange =
  | { readonly kind: "answered"; readonly answer: Json }
  /** 427: the token is no longer good, and the phone says why. */
  | { readonly kind: "over"; readonly message: string | undefined }
  | { readonly kind: "failed"; readonly reason: string; readonly status?: number };

export interface Endpoint {
  readonly uri: string;
  /** Asked again after a 421, as the endpoint may have changed it. */
  readonly publicKey: () => string | undefined;
  readonly appSecret: string;
}

// Meta waits ten seconds.
const timeoutMs = 10_000;

/** Sends one encrypted request to an endpoint and opens its answer. Never throws. */
export async function callEndpoint(endpoint: Endpoint, payload: Json): Promise<Exchange> {
  const first = await attempt(endpoint, payload);
  return first.kind === "failed" && first.status === 421 ? attempt(endpoint, payload) : first;
}

async function attempt({ uri, publicKey, appSecret }: Endpoint, payload: Json): Promise<Exchange> {
  const pem = publicKey();
  if (pem === undefined) return { kind: "failed", reason: "the number has no public key" };
  const key = { aesKey: randomBytes(16), iv: randomBytes(16) };
  const body = JSON.stringify(sealFlowRequest(payload, key, pem));
  try {
    const { statusCode, body: answer } = await request(uri, {
      method: "POST",
      headers: { "content-type": "application/json", "x-hub-signature-256": sign(body, appSecret) },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await answer.text();
    if (statusCode === 427) return { kind: "over", message: messageIn(text) };
    if (statusCode !== 200) return { kind: "failed", reason: reasonOf(statusCode), status: statusCode };
    const opened = openFlowAnswer(text, key);
    if (isJson(opened)) return { kind: "answered", answer: opened };
    return { kind: "failed", reason: "the answer does not open", status: statusCode };
  } catch (error) {
    const isLate = error instanceof Error && error.name === "TimeoutError";
    return { kind: "failed", reason: isLate ? `no answer within ${timeoutMs / 1000} s` : "not reached" };
  }
}

function reasonOf(status: number): string {
  if (status === 421) return "the endpoint cannot decrypt";
  if (status === 432) return "the endpoint does not take the signature";
  return `answered ${status}`;
}

function messageIn(text: string): string | undefined {
  try {
    return textAt(JSON.parse(text), "error_msg");
  } catch {
    return undefined;
  }
}
