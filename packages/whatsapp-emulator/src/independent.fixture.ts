import { once } from "node:events";
import { createServer } from "node:http";
import { WhatsAppAPI } from "whatsapp-api-js/middleware/node-http";
import { openHouse, type House } from "./house.fixture.ts";
import type { EmulatorOptions } from "./options.ts";

export interface IndependentHouse {
  readonly house: House;
  readonly client: WhatsAppAPI;
  /** What the client's own receiver of webhooks answered, in order. */
  readonly answers: number[];
  close(): Promise<void>;
}

/** An emulator whose business is somebody else's client, changed in nothing but where its requests go. */
export async function openIndependentHouse(more: Partial<EmulatorOptions> = {}): Promise<IndependentHouse> {
  let emulatorUrl = "";
  const client = new WhatsAppAPI({
    token: "token",
    appSecret: "test-app-secret",
    webhookVerifyToken: "verify-me",
    v: "v24.0",
    ponyfill: {
      fetch: (input, init) =>
        fetch(
          String(input instanceof Request ? input.url : input).replace(
            "https://graph.facebook.com",
            emulatorUrl,
          ),
          init,
        ),
    },
  });
  const answers: number[] = [];
  const server = createServer((request, response) => {
    if (request.method === "GET") return void response.end(client.handle_get(request));
    void client.handle_post(request).then((status) => {
      answers.push(status);
      response.statusCode = status;
      response.end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const house = await openHouse({ ...more, webhookUrl: `http://127.0.0.1:${port}/webhook` });
  emulatorUrl = house.emulator.url;
  const close = async (): Promise<void> => {
    await house.close();
    server.close();
    server.closeAllConnections();
  };
  return { house, client, answers, close };
}
