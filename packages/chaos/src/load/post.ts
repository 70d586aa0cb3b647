import { Agent, request } from "node:http";
import { sign } from "@careline/whatsapp";
import type { LocalFile } from "@careline/local/local-file";

const patienceMs = 10_000;

/** Posts webhooks over connections that stay open: fetch would cost more than what it measures. */
export function poster({ gateway, webhookPath, appSecret }: LocalFile) {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const { hostname, port } = new URL(gateway);
  return {
    /** True only for a 200. */
    post: (body: string): Promise<boolean> =>
      new Promise((resolve) => {
        const bytes = Buffer.from(body);
        const headers = {
          "content-type": "application/json",
          "content-length": bytes.length,
          "x-hub-signature-256": sign(bytes, appSecret),
        };
        const options = {
          agent,
          hostname,
          port,
          path: webhookPath,
          method: "POST",
          headers,
          timeout: patienceMs,
        };
        const sent = request(options, (answer) => {
          answer.resume();
          answer.once("end", () => resolve(answer.statusCode === 200));
          answer.once("close", () => resolve(false));
        });
        sent.once("timeout", () => sent.destroy());
        sent.once("error", () => resolve(false));
        sent.end(bytes);
      }),
    close: () => agent.destroy(),
  };
}

export type Poster = ReturnType<typeof poster>;
