import { randomBytes } from "node:crypto";
import { createServer } from "node:http";

export interface AcceptedSend {
  readonly to: string;
  readonly wamid: string;
  readonly callbackData: string | undefined;
  readonly body: string;
}

/**
 * As much of the Graph API as a send needs, as cheaply as Node can: the faithful emulator checks and keeps everything,
 * and would be what a run measures. It plays in a small round of its own, for correctness.
 */
export async function graphStandIn(port: number, onSend: (send: AcceptedSend) => void): Promise<() => void> {
  const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts).toString("utf8");
      const asked = JSON.parse(body) as {
        to?: string;
        recipient?: string;
        biz_opaque_callback_data?: string;
      };
      const to = asked.to?.replace(/^\+/, "") ?? asked.recipient ?? "";
      const wamid = `wamid.${randomBytes(27).toString("base64")}`;
      const answer = {
        messaging_product: "whatsapp",
        contacts: [{ input: to, wa_id: to }],
        messages: [{ id: wamid }],
      };
      const json = JSON.stringify(answer);
      response.writeHead(200, {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(json),
      });
      response.end(json);
      onSend({ to, wamid, callbackData: asked.biz_opaque_callback_data, body });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return () => {
    server.close();
    server.closeAllConnections();
  };
}
