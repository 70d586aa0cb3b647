import { randomBytes } from "node:crypto";
import { createServer } from "node:http";

export interface AcceptedSend {
  readonly to: string;
  readonly wamid: string;
  readonly callbackData: string | undefined;
  readonly body: string;
}

export interface StandIn {
  /** Gives the code by which a send to somebody is refused, if it is. Absent: all is taken. */
  readonly judge?: (to: string) => number | undefined;
  /** How long an answer takes. */
  readonly answersAfterMs?: number;
}

const tooFast = 130_429;

/**
 * As much of the Graph API as a send needs, as cheaply as Node can: the faithful emulator checks and keeps everything,
 * and would be what a run measures. It plays in a small round of its own, for correctness.
 */
export async function graphStandIn(
  port: number,
  onSend: (send: AcceptedSend) => void,
  { judge = () => undefined, answersAfterMs = 0 }: StandIn = {},
): Promise<() => void> {
  const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
    // It has no lists of templates and numbers: who asks goes by what it knew before.
    if (request.method !== "POST") return void response.writeHead(404).end();
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
      const code = judge(to);
      const wamid = `wamid.${randomBytes(27).toString("base64")}`;
      const json = JSON.stringify(code === undefined ? accepted(to, wamid) : { error: { code } });
      const answer = (): void => {
        response.writeHead(code === undefined ? 200 : code === tooFast ? 429 : 400, {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(json),
        });
        response.end(json);
      };
      if (answersAfterMs > 0) setTimeout(answer, answersAfterMs);
      else answer();
      if (code === undefined) onSend({ to, wamid, callbackData: asked.biz_opaque_callback_data, body });
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

function accepted(to: string, wamid: string): object {
  return { messaging_product: "whatsapp", contacts: [{ input: to, wa_id: to }], messages: [{ id: wamid }] };
}
