import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { HouseWish } from "../house.ts";

export interface Sms {
  readonly to: string;
  readonly text: string;
}

/** Takes SMS as a provider would, for a clinic that falls back to it. */
export async function smsProvider(): Promise<{
  readonly sent: readonly Sms[];
  readonly wish: HouseWish;
  end(): Promise<void>;
}> {
  const sent: Sms[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      sent.push(JSON.parse(body) as Sms);
      response.writeHead(201).end("{}");
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const fallback = { reminder: [{ channel: "sms", when: ["failed"] }] };
  return {
    sent,
    wish: { clinic: { fallback }, env: { SMS_URL: `http://127.0.0.1:${port}/messages` } },
    end: async () => void server.close(),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}
