import { Fault, failpoint } from "@careline/faults";
import { Pool } from "undici";
import type { Messenger } from "../app/fallback-ports.ts";
import { smsOf } from "../domain/notice.ts";
import type { Tried } from "../domain/outcome.ts";
import { isLoopback } from "./is-loopback.ts";

export interface SmsOptions {
  /** Takes a POST of JSON. https, but for loopback. */
  readonly url: string;
  /** Sent as a bearer token. */
  readonly token: string;
  /** JSON, in whose strings {to} is digits without a plus, {text} the words, {id} the intent's id. */
  readonly body: string;
  readonly timeoutMs: number;
}

const answerMaxBytes = 64 * 1024;

/**
 * SMS by any service that takes JSON over HTTPS. What it answers is judged by its status alone; that it took a
 * message is the last that is heard of it. Redirects are not followed. Throws a Fault where it is set up wrongly.
 */
export function httpSms({ url, token, body, timeoutMs }: SmsOptions): Messenger & { close(): Promise<void> } {
  const target = urlOf(url);
  const template = templateOf(body);
  const pool = new Pool(target.origin, {
    ...{ connections: 8, connect: { timeout: timeoutMs }, headersTimeout: timeoutMs, bodyTimeout: timeoutMs },
    maxResponseSize: answerMaxBytes,
  });
  const headers = {
    "content-type": "application/json",
    ...(token !== "" && { authorization: `Bearer ${token}` }),
  };

  async function post(content: string): Promise<Tried> {
    const path = `${target.pathname}${target.search}`;
    const answer = await pool.request({ path, method: "POST", headers, body: content });
    // Its words are of no use, and may quote the message.
    await answer.body.dump({ limit: answerMaxBytes }).catch(() => {});
    return triedBy(answer.statusCode, Number(answer.headers["retry-after"]));
  }

  return {
    async send({ intentId, to, language, facts }) {
      const values = { to, text: smsOf(facts, language), id: intentId };
      failpoint("sms.before-http");
      const tried = await post(JSON.stringify(filled(template, values))).catch(triedByError);
      failpoint("sms.after-http");
      return tried;
    },
    close: () => pool.close(),
  };
}

function urlOf(url: string): URL {
  const parsed = URL.parse(url);
  if (parsed === null) throw new Fault("invalid", "SMS_URL: not a URL");
  if (parsed.protocol === "https:" || (parsed.protocol === "http:" && isLoopback(parsed.hostname)))
    return parsed;
  throw new Fault("invalid", "SMS_URL: must be https");
}

function templateOf(body: string): unknown {
  const wanted = ["{to}", "{text}"].filter((name) => !body.includes(name));
  if (wanted.length > 0) throw new Fault("invalid", `SMS_BODY: ${wanted.join(" and ")} must be in it`);
  try {
    return JSON.parse(body);
  } catch {
    throw new Fault("invalid", "SMS_BODY: not JSON");
  }
}

/** Filled in as values, so that no word can change the shape of what is sent. */
function filled(template: unknown, values: Readonly<Record<string, string>>): unknown {
  if (typeof template === "string")
    return template.replace(/\{(\w+)\}/g, (all, name: string) => values[name] ?? all);
  if (Array.isArray(template)) return template.map((each) => filled(each, values));
  if (typeof template !== "object" || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, filled(value, values)]));
}

/** What is wrong with our access is put right by somebody: it does not count against a message. */
function triedBy(status: number, retryAfterSeconds: number): Tried {
  if (status >= 200 && status < 300) return { kind: "accepted", held: false };
  const afterMs = retryAfterSeconds > 0 && retryAfterSeconds <= 3_600 ? retryAfterSeconds * 1_000 : undefined;
  const refused = {
    kind: "refused",
    code: status,
    reason: `the SMS service refused it: HTTP ${status}`,
  } as const;
  if (status === 429 || status === 503) return { ...refused, again: "backoff", afterMs, fault: "account" };
  if (status >= 500 || status === 408)
    return { kind: "uncertain", reason: `the SMS service answered HTTP ${status}` };
  const isOfAccount = status < 400 || [401, 402, 403, 404, 405, 407, 415].includes(status);
  return isOfAccount
    ? { ...refused, again: "backoff", afterMs, fault: "account" }
    : { ...refused, again: "no", afterMs };
}

// Before a connection stood, nothing can have been written.
const notWritten =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

function triedByError(error: unknown): Tried {
  const code = error instanceof Error && "code" in error ? String(error.code) : "no answer";
  const reason = `the SMS service: ${code}`;
  if (!notWritten.test(code)) return { kind: "uncertain", reason };
  return { kind: "refused", code: 0, reason, again: "backoff", afterMs: undefined, fault: "account" };
}
