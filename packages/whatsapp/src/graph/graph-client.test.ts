import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { graphClient } from "./graph-client.ts";
import { answered, refused, startMeta, success } from "./meta.fixture.ts";
import type { Answer, Meta } from "./meta.fixture.ts";

const body = { messaging_product: "whatsapp", to: "+447700900123", type: "text", text: { body: "hi" } };
let meta: Meta;

beforeEach(async () => {
  meta = await startMeta();
});
afterEach(() => meta.close());

test("an accepted send is one authorised POST, and gives WhatsApp's ids", async () => {
  const contacts = [{ input: "+447700900123", wa_id: "447700900123" }];
  meta.answers(answered(200, { contacts, messages: [{ id: "wamid.1" }] }));
  expect(await meta.client.send("506", body)).toEqual({
    kind: "accepted",
    wamid: "wamid.1",
    waId: "447700900123",
    userId: undefined,
    held: false,
  });
  expect(meta.seen).toMatchObject([
    { method: "POST", url: "/v26.0/506/messages", headers: { authorization: "Bearer tok" } },
  ]);
  expect(JSON.parse(meta.seen[0]?.body ?? "")).toEqual(body);
});

test("a template that WhatsApp keeps back is held", async () => {
  meta.answers(
    answered(200, { messages: [{ id: "wamid.1", message_status: "held_for_quality_assessment" }] }),
  );
  expect(await meta.client.send("506", body)).toMatchObject({ kind: "accepted", held: true });
});

describe("a refusal is certain", () => {
  test.each([
    [400, { code: 131047 }, { code: 131047, retry: "no" }],
    [400, { code: 131056 }, { code: 131056, retry: "later", retryAfterMs: 4000 }],
    [429, { code: 130429 }, { code: 130429, retry: "backoff" }],
    [500, { code: 131000, error_subcode: 2494010 }, { code: 131000, subcode: 2494010, retry: "backoff" }],
    [
      400,
      { code: 100, error_subcode: 33 },
      { code: 100, subcode: 33, retry: "no", reason: "Invalid parameter" },
    ],
    [400, { code: 987654 }, { code: 987654, retry: "no" }],
    [400, { code: 987654, is_transient: true }, { code: 987654, retry: "backoff" }],
  ])("HTTP %i with %o", async (status, error, expected) => {
    meta.answers(refused(status, error));
    expect(await meta.client.send("506", body)).toMatchObject({ kind: "refused", ...expected });
  });

  test("and does not repeat WhatsApp's free text, which may quote the message", async () => {
    meta.answers(refused(400, { code: 131009, message: "bad: +447700900123", fbtrace_id: "A1b2" }));
    expect(await meta.client.send("506", body)).toMatchObject({
      reason: "Parameter value is not valid (trace A1b2)",
    });
  });

  test("with a pause that WhatsApp names", async () => {
    meta.answers(refused(429, { code: 4 }, { "retry-after": "7" }));
    expect(await meta.client.send("506", body)).toMatchObject({ retryAfterMs: 7000 });
  });

  test("when a proxy answers 404", async () => {
    meta.answers((_request, response) => response.writeHead(404).end("<html>"));
    expect(await meta.client.send("506", body)).toMatchObject({ kind: "refused", code: 404, retry: "no" });
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
  const half: Answer = (_request, response) => {
    response.writeHead(200, { "content-length": "500" }).write('{"messages":[{"id":"wa');
    setTimeout(() => response.destroy(), 20);
  };
  const page = (status: number): Answer => {
    return (_request, response) => response.writeHead(status).end("<html>oops</html>");
  };
  test.each([
    ["the connection drops after writing", drop],
    ["the answer breaks off", half],
    ["a server error has no error body", page(500)],
    ["429 has no error body", answered(429, {})],
    ["408 has no error body", answered(408, {})],
    ["success has no message id", answered(200, { messages: [] })],
    ["success is no JSON", page(200)],
  ])("when %s", async (_name, how) => {
    meta.answers(how);
    expect(await meta.client.send("506", body)).toMatchObject({ kind: "uncertain" });
  });
});

describe("in the time that is given", () => {
  let hasty: Meta;
  beforeEach(async () => {
    hasty = await startMeta({ timeoutMs: 300 });
    hasty.answers(() => undefined);
  });
  afterEach(() => hasty.close());

  test("a send without an answer is uncertain", async () => {
    expect(await hasty.client.send("506", body)).toEqual({ kind: "uncertain", reason: "TIMEOUT" });
  });

  test("a call without an answer is unavailable", async () => {
    const fault = { name: "Fault", kind: "unavailable", message: "WhatsApp: TIMEOUT" };
    await expect(hasty.client.markRead("506", "wamid.in")).rejects.toMatchObject(fault);
  });

  test("what was refused for want of a connection is never written later", async () => {
    const outcomes = await Promise.all(Array.from({ length: 300 }, () => hasty.client.send("506", body)));
    const uncertain = outcomes.filter(({ kind }) => kind === "uncertain").length;
    expect(outcomes.filter((one) => one.kind === "refused" && one.code === -1)).toHaveLength(300 - uncertain);
    await new Promise((later) => setTimeout(later, 100));
    expect(hasty.seen.length).toBeLessThanOrEqual(uncertain);
  });
});

test.each([
  ["markRead", {}],
  ["typing", { typing_indicator: { type: "text" } }],
] as const)("%s names the message", async (verb, more) => {
  meta.answers(success);
  await expect(meta.client[verb]("506", "wamid.in")).resolves.toBeUndefined();
  expect(meta.seen).toMatchObject([{ method: "POST", url: "/v26.0/506/messages" }]);
  expect(JSON.parse(meta.seen[0]?.body ?? "")).toEqual({
    messaging_product: "whatsapp",
    status: "read",
    message_id: "wamid.in",
    ...more,
  });
});

test("a message that cannot be marked is a fault without its id", async () => {
  meta.answers(refused(400, { code: 131009, message: "wamid.in is unknown" }));
  const fault = { kind: "invalid", message: "WhatsApp: 131009 Parameter value is not valid" };
  await expect(meta.client.markRead("506", "wamid.in")).rejects.toMatchObject(fault);
});
