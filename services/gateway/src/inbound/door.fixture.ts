import { connect } from "node:net";
import { createLog } from "@careline/runtime";
import { sign, signingKey } from "@careline/whatsapp";
import { request } from "undici";
import { receiveWebhook } from "../app/receive-webhook.ts";
import { house, type House } from "../fixtures.ts";
import { httpServer, webhookPath } from "./http-server.ts";
import { bodyReader, type BodyLimits } from "./read-body.ts";
import { rest } from "./rest.ts";
import { webhook } from "./webhook.ts";

const secrets = ["new-secret", "old-secret"];
const verifyToken = "verify-me";

export interface Door extends House {
  readonly port: number;
  /** Posts as WhatsApp does; signed by the new secret where nothing else is said. */
  post(body: string, headers?: Record<string, string | undefined>): Promise<{ status: number; body: string }>;
  get(path: string): Promise<{ status: number; body: string; type: string }>;
  /** Writes pieces to a socket and reads until the other side ends, or until the answer's head is there. */
  raw(pieces: readonly (string | Buffer)[], pauseMs?: number): Promise<string>;
  close(): Promise<void>;
}

/** The gateway's HTTP over recorded ports, on a free port. */
export async function openDoor(limits: Partial<BodyLimits> = {}, answerWithinMs = 1_000): Promise<Door> {
  const at = await house();
  const log = createLog("gateway", { level: "silent" });
  const readBody = bodyReader({
    sizeBytesMax: 4 * 1024 * 1024,
    withinMs: 400,
    heldBytesMax: 64 * 1024 * 1024,
    ...limits,
  });
  const receive = receiveWebhook(at.ports);
  const options = {
    appSecrets: secrets.map(signingKey),
    verifyToken,
    answerWithinMs,
    readBody,
    receive,
    count: at.ports.count,
    log,
  };
  const server = await httpServer(
    "127.0.0.1:0",
    webhook(options),
    rest({ isReady: async () => !at.isBusAway, showMedia: async () => ({ kind: "unknown" }) }),
    log,
  );
  const origin = `http://${server.address}`;
  const port = Number(server.address.split(":").at(-1));
  return Object.assign(at, {
    port,
    async post(body: string, headers: Record<string, string | undefined> = {}) {
      const all = {
        "content-type": "application/json",
        "x-hub-signature-256": sign(body, "new-secret"),
        ...headers,
      };
      const sent = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
      const answer = await request(`${origin}${webhookPath}`, { method: "POST", body, headers: sent });
      return { status: answer.statusCode, body: await answer.body.text() };
    },
    async get(path: string) {
      const answer = await request(`${origin}${path}`);
      const type = String(answer.headers["content-type"]);
      return { status: answer.statusCode, body: await answer.body.text(), type };
    },
    raw: (pieces: readonly (string | Buffer)[], pauseMs = 0) => talk(port, pieces, pauseMs),
    close: () => server.stop(500),
  });
}

/** The head of a POST to the webhook. */
export function head(headers: Record<string, string | number>): string {
  const all = { host: "gateway", "content-type": "application/json", ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST ${webhookPath} HTTP/1.1\r\n${lines.join("")}\r\n`;
}

function talk(port: number, pieces: readonly (string | Buffer)[], pauseMs: number): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1");
    socket.on("data", (data) => (answer += data.toString()));
    socket.on("close", () => resolve(answer));
    socket.on("error", () => undefined);
    void (async () => {
      for (const piece of pieces) {
        if (answer !== "" || socket.destroyed) break;
        if (!socket.write(piece))
          await new Promise((drained) => socket.once("drain", drained).once("close", drained));
        if (pauseMs > 0) await new Promise((later) => setTimeout(later, pauseMs));
      }
    })();
  });
}
