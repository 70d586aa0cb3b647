import type { KeyObject } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { failpoint, Fault, handlingOf } from "@careline/faults";
import type { Log } from "@careline/runtime";
import { parseJson, parseWebhook, verifySignature } from "@careline/whatsapp";
import type { ParsedWebhook } from "@careline/whatsapp";
import type { Ports } from "../app/ports.ts";
import { accept, refuse } from "./answer.ts";
import { answerChallenge } from "./challenge.ts";
import type { Body } from "./read-body.ts";

export interface WebhookOptions {
  readonly appSecrets: readonly KeyObject[];
  readonly verifyToken: string;
  /** After so long we say 503; WhatsApp gives up on us soon after. */
  readonly answerWithinMs: number;
  readonly readBody: (request: IncomingMessage) => Promise<Body>;
  readonly receive: (webhook: ParsedWebhook) => Promise<number>;
  readonly count: Ports["count"];
  readonly log: Log;
}

interface Refusal {
  readonly status: number;
  readonly title: string;
  readonly reason: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const refusals = {
  method: { status: 405, title: "GET or POST", reason: "method", headers: { allow: "GET, POST" } },
  challenge: { status: 403, title: "not the verify token", reason: "challenge" },
  "content-type": { status: 415, title: "application/json, not encoded", reason: "content-type" },
  "too-large": { status: 413, title: "body too large", reason: "too-large" },
  "too-slow": { status: 408, title: "body too slow", reason: "too-slow" },
  "too-many": { status: 503, title: "busy", reason: "too-many", headers: { "retry-after": "5" } },
  signature: { status: 401, title: "not signed by our app", reason: "signature" },
  json: { status: 400, title: "not JSON, or too deep", reason: "json" },
  unavailable: {
    status: 503,
    title: "cannot keep it now",
    reason: "unavailable",
    headers: { "retry-after": "5" },
  },
  bug: { status: 500, title: "our mistake", reason: "bug" },
} as const satisfies Record<string, Refusal>;

/** Answers WhatsApp: 200 only when the bus holds everything that the POST brought. */
export function webhook(options: WebhookOptions) {
  const { appSecrets, verifyToken, answerWithinMs, readBody, receive, count, log } = options;

  return async (
    request: IncomingMessage,
    response: ServerResponse,
    query: URLSearchParams,
  ): Promise<void> => {
    const reject = (why: keyof typeof refusals, error?: unknown): void => {
      const { status, reason } = refusals[why];
      count("webhooks-refused", reason);
      if (why === "bug") log.error("a webhook failed by our own mistake", { status, reason, error });
      else log.warn("a webhook was refused", { status, reason, error });
      refuse(request, response, refusals[why]);
    };
    if (request.method === "GET")
      return answerChallenge(query, verifyToken, response) ? undefined : reject("challenge");
    if (request.method !== "POST") return reject("method");
    if (!isPlainJson(request)) return reject("content-type");
    const body = await readBody(request);
    if (body.kind === "gone") return count("webhooks-refused", "gone");
    if (body.kind !== "whole") return reject(body.kind);
    try {
      const { raw } = body;
      if (!verifySignature(raw, headerOf(request, "x-hub-signature-256"), appSecrets))
        return reject("signature");
      const parsed = parsedOf(raw);
      if (parsed === undefined) return reject("json");
      await inTime(receive(parsed), answerWithinMs);
      count("webhooks-accepted");
      return accept(response);
    } catch (error) {
      const isForNow = handlingOf(error) === "retry" && error instanceof Fault;
      reject(isForNow ? "unavailable" : "bug", error);
      // Part of it may still be on its way to the bus: whoever dies now leaves it to WhatsApp, which sends it again.
      if (isForNow) failpoint("gateway.after-refusal");
    } finally {
      body.release();
    }
  };
}

function parsedOf(raw: Buffer): ParsedWebhook | undefined {
  try {
    return parseWebhook(parseJson(raw));
  } catch (error) {
    if (error instanceof Fault && error.kind === "invalid") return undefined;
    throw error;
  }
}

async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Fault("unavailable", "not kept in time")), ms);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

function isPlainJson(request: IncomingMessage): boolean {
  const type = (request.headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase();
  const encoding = (headerOf(request, "content-encoding") ?? "identity").trim().toLowerCase();
  return type === "application/json" && encoding === "identity";
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" ? value : undefined;
}
