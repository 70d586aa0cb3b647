import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { graphClient } from "./graph-client.ts";
import type { GraphClient } from "./graph-client.ts";

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const body = { messaging_product: "whatsapp", to: "+447700900123", type: "text", text: { body: "hi" } };
let answer: Answer;
let server: Server;
let port: number;
let client: GraphClient;

beforeEach(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => answer(request, response, Buffer.concat(chunks).toString("latin1")));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
  client = graphClient({
    baseUrl: `http://127.0.0.1:${port}`,
    version: "v26.0",
    accessToken: "tok",
    timeoutMs: 300,
  });
});

afterEach(async () => {
  server.closeAllConnections();
  await client.close();
  await new Promise((closed) => server.close(closed));
});

function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return (_request, response) => response.writeHead(status, headers).end(JSON.stringify(value));
}

test("an accepted send is one authorised POST, and gives WhatsApp's ids", async () => {
  let seen: unknown;
  answer = (request, response, sent) => {
    seen = [request.method, request.url, request.headers.authorization, JSON.parse(sent)];
    json(200, {
      contacts: [{ input: "+447700900123", wa_id: "447700900123" }],
      messages: [{ id: "wamid.1" }],
    })(request, response, sent);
  };
  expect(await client.send("506", body)).toEqual({
    kind: "accepted",
    wamid: "wamid.1",
    waId: "447700900123",
    userId: undefined,
    held: false,
  });
  expect(seen).toEqual(["POST", "/v26.0/506/messages", "Bearer tok", body]);
});

test("a template that WhatsApp keeps back is held", async () => {
  answer = json(200, { messages: [{ id: "wamid.1", message_status: "held_for_quality_assessment" }] });
  expect(await client.send("506", body)).toMatchObject({ kind: "accepted", held: true });
});

describe("a refusal is certain", () => {
  test.each([
    [400, { code: 131047 }, { code: 131047, retry: "no" }],
    [400, { code: 131056 }, { code: 131056, retry: "later", retryAfterMs: 4000 }],
    [429, { code: 130429 }, { code: 130429, retry: "backoff" }],
    [500, { code: 131000, error_subcode: 2494010 }, { code: 131000, subcode: 2494010, retry: "backoff" }],
    [400, { code: 100, error_subcode: 33 }, { code: 100, subcode: 33, retry: "no" }],
    [400, { code: 987654 }, { code: 987654, retry: "no" }],
    [400, { code: 987654, is_transient: true }, { code: 987654, retry: "backoff" }],
  ])("HTTP %i with %o", async (status, error, expected) => {
    answer = json(status, { error });
    expect(await client.send("506", body)).toMatchObject({ kind: "refused", ...expected });
  });

  test("and does not repeat WhatsApp's free text, which may quote the message", async () => {
    answer = json(400, { error: { code: 131009, message: "bad: +447700900123", fbtrace_id: "A1b2" } });
    expect(await client.send("506", body)).toMatchObject({
      reason: "Parameter value is not valid (trace A1b2)",
    });
  });

  test("with a pause that WhatsApp names", async () => {
    answer = json(429, { error: { code: 4 } }, { "retry-after": "7" });
    expect(await client.send("506", body)).toMatchObject({ retryAfterMs: 7000 });
  });

  test("when a proxy answers 404", async () => {
    answer = (_request, response) => response.writeHead(404).end("<html>");
    expect(await client.send("506", body)).toMatchObject({ kind: "refused", code: 404, retry: "no" });
  });

  test("when nobody listens: nothing was written", async () => {
    const closed = graphClient({
      baseUrl: "http://127.0.0.1:1",
      version: "v26.0",
      accessToken: "t",
      timeoutMs: 300,
    });
    expect(await closed.send("506", body)).toMatchObject({ kind: "refused", code: -1, retry: "backoff" });
    await closed.close();
  });
});

describe("a send is uncertain", () => {
  const drop: Answer = (request) => request.socket.destroy();
  const silent: Answer = () => undefined;
  const half: Answer = (_request, response) => {
    response.writeHead(200, { "content-length": "500" }).write('{"messages":[{"id":"wa');
    setTimeout(() => response.destroy(), 20);
  };
  const html: Answer = (_request, response) => response.writeHead(500).end("<html>oops</html>");
  test.each([
    ["the connection drops after writing", drop],
    ["the answer never comes", silent],
    ["the answer breaks off", half],
    ["a server error has no error body", html],
    ["429 has no error body", json(429, {})],
    ["408 has no error body", json(408, {})],
    ["success has no message id", json(200, { messages: [] })],
    ["success is no JSON", html],
  ])("when %s", async (_name, how) => {
    answer = how;
    expect(await client.send("506", body)).toMatchObject({ kind: "uncertain" });
  });
});

test("what was refused for want of a connection is never written later", async () => {
  let calls = 0;
  answer = () => {
    calls += 1;
  };
  const outcomes = await Promise.all(Array.from({ length: 300 }, () => client.send("506", body)));
  const uncertain = outcomes.filter(({ kind }) => kind === "uncertain").length;
  expect(outcomes.filter((one) => one.kind === "refused" && one.code === -1)).toHaveLength(300 - uncertain);
  await new Promise((later) => setTimeout(later, 100));
  expect(calls).toBeLessThanOrEqual(uncertain);
});

test("an upload is a multipart form with the type twice, and gives an id", async () => {
  let form = "";
  answer = (request, response, sent) => {
    form = `${request.url}\n${sent}`;
    json(200, { id: "2040" })(request, response, sent);
  };
  const upload = { bytes: Buffer.from("BEGIN:VCALENDAR"), mimeType: "text/plain", filename: "f.ics" };
  expect(await client.uploadMedia("506", upload)).toEqual({ id: "2040" });
  expect(form).toContain("/v26.0/506/media");
  expect(form).toMatch(/name="messaging_product"\r\n\r\nwhatsapp/);
  expect(form).toMatch(/name="type"\r\n\r\ntext\/plain/);
  expect(form).toMatch(/name="file"; filename="f.ics"\r\nContent-Type: text\/plain\r\n\r\nBEGIN:VCALENDAR/);
});

test("a refused upload is a Fault of its kind", async () => {
  const upload = { bytes: new Uint8Array(3), mimeType: "text/plain", filename: "f" };
  answer = json(400, { error: { code: 131053 } });
  await expect(client.uploadMedia("506", upload)).rejects.toMatchObject({ name: "Fault", kind: "invalid" });
  answer = json(401, { error: { code: 190 } });
  await expect(client.uploadMedia("506", upload)).rejects.toMatchObject({ kind: "unavailable" });
  answer = json(503, {});
  await expect(client.uploadMedia("506", upload)).rejects.toMatchObject({
    name: "Fault",
    kind: "unavailable",
  });
});

test("mark as read names the message", async () => {
  let seen: unknown;
  answer = (request, response, sent) => {
    seen = JSON.parse(sent);
    json(200, { success: true })(request, response, sent);
  };
  await client.markRead("506", "wamid.in");
  expect(seen).toEqual({ messaging_product: "whatsapp", status: "read", message_id: "wamid.in" });
});
