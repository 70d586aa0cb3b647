import { randomInt } from "node:crypto";
import { Agent, request } from "undici";
import type { Callback } from "./apps.ts";
import type { Manner } from "./manner.ts";

export type Answer =
  | { readonly accepted: true; readonly status: number }
  | {
      readonly accepted: false;
      readonly status?: number;
      readonly reason: string;
      readonly letsOthersPass?: true;
    };

export interface Poster {
  /** Posts these exact bytes. Redirects are not followed. */
  post(url: string, bytes: Uint8Array, headers: Readonly<Record<string, string>>): Promise<Answer>;
  /** The GET handshake; undefined when the receiver answered as it should. */
  handshake(callback: Callback): Promise<string | undefined>;
  close(): Promise<void>;
}

/** What is shown to receivers that ask who is calling. All in PEM. */
export interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
  /** Of receivers whose own certificate is signed by no public authority. */
  readonly ca?: string;
}

export function createPoster(manner: () => Manner, certificate: ClientCertificate | undefined): Poster {
  const dispatcher = new Agent({
    connections: 32,
    pipelining: 1,
    keepAliveTimeout: 4_000,
    ...(certificate !== undefined && { connect: { ...certificate } }),
  });
  const reasonOf = (error: unknown): string => {
    if (!(error instanceof Error)) return "failed";
    if (error.name === "TimeoutError") return `no answer within ${manner().timeoutMs / 1000} s`;
    return "code" in error && typeof error.code === "string" ? error.code : error.name;
  };
  return {
    post: async (url, bytes, headers) => {
      const { timeoutMs, takesAny2xx } = manner();
      try {
        const answer = await request(url, {
          method: "POST",
          dispatcher,
          signal: AbortSignal.timeout(timeoutMs),
          headers: {
            "content-type": "application/json",
            "user-agent": "facebookexternalua",
            accept: "*/*",
            ...headers,
          },
          body: bytes,
        });
        await answer.body.dump();
        const status = answer.statusCode;
        if (status === 200 || (takesAny2xx && status > 200 && status < 300))
          return { accepted: true, status };
        return { accepted: false, status, reason: `answered ${status}` };
      } catch (error) {
        return { accepted: false, reason: reasonOf(error) };
      }
    },
    handshake: async ({ url, verifyToken }) => {
      const challenge = String(randomInt(1_000_000_000, 2_000_000_000));
      const target = new URL(url);
      target.searchParams.set("hub.mode", "subscribe");
      target.searchParams.set("hub.challenge", challenge);
      target.searchParams.set("hub.verify_token", verifyToken);
      try {
        const signal = AbortSignal.timeout(manner().timeoutMs);
        const answer = await request(target, { dispatcher, signal });
        const text = await answer.body.text();
        if (answer.statusCode !== 200) return `handshake: answered ${answer.statusCode}`;
        return text === challenge ? undefined : "handshake: the answer is not the challenge";
      } catch (error) {
        return `handshake: ${reasonOf(error)}`;
      }
    },
    close: () => dispatcher.destroy(),
  };
}
