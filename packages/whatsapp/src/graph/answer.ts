import type { Dispatcher } from "undici";
import { at, listOf, objectOf } from "../loose.ts";

export interface GraphAnswer {
  readonly status: number;
  /** Undefined where the body is no JSON. */
  readonly body: unknown;
  readonly retryAfterMs?: number | undefined;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

export async function answerOf(response: Dispatcher.ResponseData<unknown>): Promise<GraphAnswer> {
  const body = jsonOf(await response.body.text());
  return { status: response.statusCode, body, retryAfterMs: retryAfterMsOf(response.headers) };
}

const dayMs = 24 * 60 * 60_000;

/** How long WhatsApp asks to wait: in seconds, or in minutes inside of what it says of our use; a day at most. */
export function retryAfterMsOf(headers: Headers): number | undefined {
  const seconds = Number(headers["retry-after"]);
  const ms = seconds > 0 ? seconds * 1000 : minutesToRegainAccess(headers) * 60_000;
  return ms > 0 && ms <= dayMs ? ms : undefined;
}

function minutesToRegainAccess(headers: Headers): number {
  const usage = headers["x-business-use-case-usage"];
  const entries = Object.values(objectOf(typeof usage === "string" ? jsonOf(usage) : undefined) ?? {});
  const minutes = entries.flatMap(listOf).map((one) => Number(at(one, "estimated_time_to_regain_access")));
  return Math.max(0, ...minutes.filter((one) => Number.isFinite(one)));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
