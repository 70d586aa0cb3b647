import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { verifySignature } from "@careline/whatsapp";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { number, openHouse, waba, type House } from "./house.fixture.ts";
import { openFlowRequest, sealFlowAnswer, type FlowKey, type FlowRequest } from "./rules/flow-crypto.ts";
import { jsonAt, listAt, type Json } from "./rules/json.ts";

const keys = () => generateKeyPairSync("rsa", { modulusLength: 2_048 });
const flowJson = JSON.stringify({
  version: "7.3",
  data_api_version: "3.0",
  routing_model: { FIRST: [] },
  screens: [{ id: "FIRST", terminal: true, layout: { type: "SingleColumnLayout", children: [] } }],
});

type Answer = (payload: Json, key: FlowKey) => { readonly status: number; readonly text: string };

const good: Answer = ({ action, flow_token: token }, key) => {
  const params = { flow_token: token, reason: "check-up" };
  const answers: Record<string, unknown> = {
    ping: { data: { status: "active" } },
    INIT: { screen: "FIRST", data: { times: ["10:15"] } },
    BACK: { screen: "FIRST", data: {} },
    data_exchange: { screen: "SUCCESS", data: { extension_message_response: { params } } },
  };
  return { status: 200, text: sealFlowAnswer(answers[String(action)], key) };
};

let house: House;
let aheadMs = 0;
let pair = keys();
let answer: Answer = good;
let onClosed: () => Promise<unknown> = async () => undefined;
let asked: Json[] = [];
let endpointUri = "";
let flowId = "";
let patient: { id: string; phone: string };

const endpoint = createServer((request, response) => {
  void bodyOf(request).then(async (raw) => {
    const isOurs = verifySignature(raw, String(request.headers["x-hub-signature-256"]), ["test-app-secret"]);
    const { status, text } = isOurs ? answered(raw) : { status: 432, text: "" };
    if (status === 421) await onClosed();
    response.writeHead(status, { "content-type": "text/plain" }).end(text);
  });
});

function answered(raw: Buffer): { readonly status: number; readonly text: string } {
  try {
    const { payload, key } = openFlowRequest(JSON.parse(raw.toString()) as FlowRequest, pair.privateKey);
    asked.push(payload as Json);
    return answer(payload as Json, key);
  } catch {
    return { status: 421, text: "" };
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const publishKey = () => {
  const pem = pair.publicKey.export({ type: "spki", format: "pem" });
  return house.graph("POST", `${number}/whatsapp_business_encryption`, { business_public_key: pem });
};
const open = async (order: object): Promise<Json> =>
  (await house.control("POST", `/flows/${flowId}/open`, { patient: patient.id, token: "t-1", ...order }))
    .json;
const uploadJson = async (text: string): Promise<Json> => {
  const form = new FormData();
  form.set("name", "flow.json");
  form.set("asset_type", "FLOW_JSON");
  form.set("file", new Blob([text], { type: "application/json" }), "flow.json");
  const url = `${house.emulator.url}/v26.0/${flowId}/assets`;
  return (await (
    await fetch(url, { method: "POST", body: form, headers: { authorization: "Bearer token" } })
  ).json()) as Json;
};

beforeAll(async () => {
  endpoint.listen(0, "127.0.0.1");
  await once(endpoint, "listening");
  const address = endpoint.address();
  endpointUri = `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`;
  house = await openHouse({
    clock: { now: () => new Date(Date.now() + aheadMs) },
    onClock: async (moveTo) => void (aheadMs = moveTo.getTime() - Date.now()),
  });
  await publishKey();
  patient = await house.patient();
  const made = await house.graph("POST", `${waba}/flows`, {
    name: "intake",
    categories: ["APPOINTMENT_BOOKING"],
    endpoint_uri: endpointUri,
  });
  flowId = String(made.json["id"]);
});
afterAll(async () => {
  await house.close();
  endpoint.close();
  endpoint.closeAllConnections();
});
beforeEach(() => {
  answer = good;
  asked = [];
  house.receiver.hooks.length = 0;
});

test("a draft without good screens is not published; once published it stays as it is", async () => {
  const change = (what: string) => house.graph("POST", `${flowId}/${what}`, {});
  const codeOf = async (what: string): Promise<unknown> =>
    jsonAt((await change(what)).json, "error")?.["code"];
  expect(await codeOf("publish")).toBe(139002);
  const bad = await uploadJson(flowJson.replaceAll('"FIRST"', '"SUCCESS"'));
  expect(listAt(bad, "validation_errors").length).toBeGreaterThan(0);
  expect(await codeOf("publish")).toBe(139002);
  expect(await uploadJson(flowJson)).toEqual({ success: true, validation_errors: [] });
  expect((await change("publish")).json).toEqual({ success: true });
  await house.settled();
  expect(house.receiver.hooks[0]?.value).toMatchObject({
    event: "FLOW_STATUS_CHANGE",
    flow_id: flowId,
    old_status: "DRAFT",
    new_status: "PUBLISHED",
  });
  expect(jsonAt(await uploadJson(flowJson), "error")?.["code"]).toBe(139001);
  expect(jsonAt((await house.graph("DELETE", flowId)).json, "error")?.["code"]).toBe(139004);
  expect((await house.graph("GET", `${flowId}?fields=status,data_api_version,endpoint_uri`)).json).toEqual({
    id: flowId,
    status: "PUBLISHED",
    data_api_version: "3.0",
    endpoint_uri: endpointUri,
  });
  const assets = listAt((await house.graph("GET", `${flowId}/assets`)).json, "data");
  expect(await (await fetch(String(assets[0]?.["download_url"]))).text()).toBe(flowJson);
  expect(listAt((await house.graph("GET", `${waba}/flows`)).json, "data")).toMatchObject([
    { id: flowId, name: "intake" },
  ]);
});

test("opened, a Flow asks its endpoint in turn, and its last screen sends the answers to the business", async () => {
  expect(await open({ action: "ping" })).toMatchObject({
    kind: "answered",
    answer: { data: { status: "active" } },
  });
  expect(await open({})).toMatchObject({ answer: { screen: "FIRST", data: { times: ["10:15"] } } });
  expect(await open({ action: "BACK", screen: "FIRST" })).toMatchObject({ answer: { screen: "FIRST" } });
  expect(house.receiver.hooks).toEqual([]);
  const last = await open({ action: "data_exchange", screen: "FIRST", data: { time: "10:15" } });
  expect(asked).toMatchObject([
    { version: "3.0", action: "ping" },
    { action: "INIT", flow_token: "t-1" },
    { action: "BACK", screen: "FIRST" },
    { action: "data_exchange", screen: "FIRST", data: { time: "10:15" }, flow_token: "t-1" },
  ]);
  const [message] = listAt(house.receiver.hooks[0]?.value, "messages");
  expect(message).toMatchObject({
    id: last["messageId"],
    type: "interactive",
    interactive: { type: "nfm_reply" },
  });
  const reply = jsonAt(jsonAt(message, "interactive"), "nfm_reply");
  expect(reply).toMatchObject({ name: "flow", body: "Sent" });
  expect(JSON.parse(String(reply?.["response_json"]))).toEqual({ flow_token: "t-1", reason: "check-up" });
});

test("an endpoint that has changed its key says 421, and is asked once more with the new one", async () => {
  pair = keys();
  expect(await open({})).toMatchObject({ kind: "failed", status: 421 });
  onClosed = publishKey;
  expect(await open({})).toMatchObject({ kind: "answered" });
});

test.each([
  [
    "427 with words for the patient",
    427,
    '{"error_msg":"This form is no longer open."}',
    { kind: "over", message: "This form is no longer open." },
  ],
  ["432", 432, "", { kind: "failed", status: 432, reason: "the endpoint does not take the signature" }],
  [
    "an answer in clear",
    200,
    '{"screen":"FIRST","data":{}}',
    { kind: "failed", reason: "the answer does not open" },
  ],
  ["500", 500, "", { kind: "failed", status: 500 }],
])("an endpoint's %s ends it", async (_, status, text, outcome) => {
  answer = () => ({ status, text });
  expect(await open({})).toMatchObject(outcome);
});

test("a Flow without an endpoint is completed by order, in answer to the message that offered it", async () => {
  const parameters = {
    flow_message_version: "3",
    flow_id: flowId,
    flow_cta: "Fill in",
    flow_token: "t-9",
    flow_action: "navigate",
    flow_action_payload: { screen: "FIRST" },
  };
  const sent = await house.send(patient.phone, {
    type: "interactive",
    interactive: { type: "flow", body: { text: "Before your visit" }, action: { name: "flow", parameters } },
  });
  await house.settled();
  house.receiver.hooks.length = 0;
  await house.control("POST", `/patients/${patient.id}/messages`, {
    type: "flow_reply",
    response: { flow_token: "t-9", pain: "none" },
  });
  const [message] = listAt(house.receiver.hooks[0]?.value, "messages");
  expect(jsonAt(message, "context")?.["id"]).toBe(listAt(sent.json, "messages")[0]?.["id"]);
  expect(jsonAt(jsonAt(message, "interactive"), "nfm_reply")?.["response_json"]).toBe(
    '{"flow_token":"t-9","pain":"none"}',
  );
});

test.each([
  ["blocked", "BLOCKED", 0, 132068],
  ["throttled", "THROTTLED", 10, 132069],
])("a %s Flow is not sent", async (_, status, before, code) => {
  const parameters = {
    flow_message_version: "3",
    flow_id: flowId,
    flow_cta: "Fill in",
    flow_action: "data_exchange",
  };
  const interactive = { type: "flow", body: { text: "?" }, action: { name: "flow", parameters } };
  const send = () => house.send(patient.phone, { type: "interactive", interactive });
  await house.control("POST", "/clock", { advance: "PT2H" });
  await house.control("POST", `/flows/${flowId}`, { status });
  for (let sent = 0; sent < before; sent += 1) expect((await send()).status).toBe(200);
  expect(jsonAt((await send()).json, "error")?.["code"]).toBe(code);
});
