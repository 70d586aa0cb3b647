import { Agent, request } from "undici";
import { sign } from "@careline/whatsapp";

export type Answer =
  | { readonly accepted: true; readonly status: 200 }
  | {
      readonly accepted: false;
      readonly status?: number;
      readonly reason: string;
      readonly letsOthersPass?: true;
    };

export interface Poster {
  /** Posts these exact characters, signed. Only 200 counts; redirects are not followed. */
  post(url: string, body: string): Promise<Answer>;
  /** The GET handshake; undefined when the receiver answered as it should. */
  handshake(url: string, verifyToken: string, challenge: string): Promise<string | undefined>;
  close(): Promise<void>;
}

const timeoutMs = 10_000;

export function createPoster(appSecret: string): Poster {
  const dispatcher = new Agent({ connections: 32, pipelining: 1, keepAliveTimeout: 4_000 });
  return {
    post: async (url, body) => {
      const bytes = Buffer.from(body, "utf8");
      try {
        const answer = await request(url, {
          method: "POST",
          dispatcher,
          signal: AbortSignal.timeout(timeoutMs),
          headers: {
            "content-type": "application/json",
            "x-hub-signature-256": sign(bytes, appSecret),
            "user-agent": "facebookexternalua",
            accept: "*/*",
          },
          body: bytes,
        });
        await answer.body.dump();
        if (answer.statusCode === 200) return { accepted: true, status: 200 };
        return { accepted: false, status: answer.statusCode, reason: `answered ${answer.statusCode}` };
      } catch (error) {
        return { accepted: false, reason: reasonOf(error) };
      }
    },
    handshake: async (url, verifyToken, challenge) => {
      const target = new URL(url);
      target.searchParams.set("hub.mode", "subscribe");
      target.searchParams.set("hub.challenge", challenge);
      target.searchParams.set("hub.verify_token", verifyToken);
      try {
        const answer = await request(target, { dispatcher, signal: AbortSignal.timeout(timeoutMs) });
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

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "failed";
  if (error.name === "TimeoutError") return `no answer within ${timeoutMs / 1000} s`;
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
