import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { startEmulator } from "./start-emulator.ts";
import { isJson, listAt, type Json } from "./rules/json.ts";
import type { Emulator, EmulatorOptions } from "./options.ts";

export interface Hook {
  readonly raw: string;
  readonly signature: string;
  readonly value: Json;
}

/** A receiver of webhooks that remembers them, and can be told what to answer. */
export interface Receiver {
  readonly url: string;
  readonly hooks: Hook[];
  answers: number[];
  onHook?: (value: Json) => void;
  statuses(): string[];
  close(): void;
}

export async function startReceiver(verifyToken = "verify-me"): Promise<Receiver> {
  const server: Server = createServer((request, response) => {
    const query = new URL(request.url ?? "/", "http://localhost").searchParams;
    if (request.method === "GET") {
      response.statusCode = query.get("hub.verify_token") === verifyToken ? 200 : 403;
      response.end(query.get("hub.challenge"));
      return;
    }
    void bodyOf(request).then((raw) => {
      const status = receiver.answers.shift() ?? 200;
      const value = valueOf(raw);
      if (status === 200) {
        receiver.hooks.push({ raw, signature: String(request.headers["x-hub-signature-256"]), value });
        receiver.onHook?.(value);
      }
      response.statusCode = status;
      response.end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/webhook`,
    hooks: [],
    answers: [],
    statuses: () =>
      receiver.hooks.flatMap(({ value }) => listAt(value, "statuses").map((each) => String(each["status"]))),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return receiver;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

function valueOf(raw: string): Json {
  const body: unknown = JSON.parse(raw);
  const value: unknown = listAt(listAt(body, "entry")[0], "changes")[0]?.["value"];
  return isJson(value) ? value : {};
}

export interface House {
  readonly emulator: Emulator;
  readonly receiver: Receiver;
  /** What Meta's API answers to a good token. */
  graph(method: string, path: string, body?: unknown): Promise<Answered>;
  control(method: string, path: string, body?: unknown): Promise<Answered>;
  send(to: string, content: Json): Promise<Answered>;
  /** A patient who has just written, so that the window is open. */
  patient(more?: Json): Promise<Json & { id: string; phone: string }>;
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface Answered {
  readonly status: number;
  readonly json: Json;
  readonly headers: Headers;
}

export const number = "506070809010203";
export const waba = "102030405060708";

export function optionsFor(receiver: { readonly url: string }): EmulatorOptions {
  return {
    path: ":memory:",
    appSecret: "test-app-secret",
    verifyToken: "verify-me",
    accessToken: "token",
    wabaId: waba,
    phoneNumberId: number,
    displayPhoneNumber: "12025550100",
    verifiedName: "Harbour Clinic",
    webhookUrl: receiver.url,
    clock: { now: () => new Date() },
  };
}

export async function openHouse(more: Partial<EmulatorOptions> = {}): Promise<House> {
  const receiver = await startReceiver();
  const emulator = await startEmulator({ ...optionsFor(receiver), ...more });
  const call = async (
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Answered> => {
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(emulator.url + path, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...init,
    });
    const text = await answer.text();
    const json: unknown = text.startsWith("{") ? JSON.parse(text) : {};
    return { status: answer.status, json: isJson(json) ? json : {}, headers: answer.headers };
  };
  const house: House = {
    emulator,
    receiver,
    graph: (method, path, body) => call(method, `/v26.0/${path}`, body, { authorization: "Bearer token" }),
    control: (method, path, body) => call(method, `/control${path}`, body, {}),
    send: (to, content) =>
      house.graph("POST", `${number}/messages`, { messaging_product: "whatsapp", to, ...content }),
    patient: async (extra = {}) => {
      const { json } = await house.control("POST", "/patients", { name: "Amina Khan", ...extra });
      const id = String(json["id"]);
      await house.control("POST", `/patients/${id}/messages`, { type: "text", text: "hello" });
      receiver.hooks.length = 0;
      return { ...json, id, phone: String(json["phone"]) };
    },
    settled: async () => {
      const until = Date.now() + 8_000;
      while (!emulator.isQuiet()) {
        if (Date.now() > until) throw new Error("the emulator does not come to rest");
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    close: async () => {
      await emulator.stop();
      receiver.close();
    },
  };
  return house;
}
