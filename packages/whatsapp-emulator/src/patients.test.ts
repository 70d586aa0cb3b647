import { afterEach, beforeEach, expect, test } from "vitest";
import { openHouse, type House } from "./house.fixture.ts";
import { jsonAt, listAt, type Json } from "./rules/json.ts";
import type { Template } from "./rules/template.ts";
import { reminder, reminderSend } from "./templates.fixture.ts";

const offer: Template = {
  name: "offer",
  language: "en",
  category: "MARKETING",
  components: [{ type: "BODY", text: "Whitening this week." }],
};
const offerSend = { type: "template", template: { name: "offer", language: { code: "en" } } };

let house: House;
let aheadMs = 0;
beforeEach(async () => {
  aheadMs = 0;
  const clock = { now: () => new Date(Date.now() + aheadMs) };
  const brief = { ...reminder, name: "brief", message_send_ttl_seconds: 3_600 };
  house = await openHouse({ templates: [reminder, offer, brief], clock });
});
afterEach(() => house.close());

const put = (id: string, state: string) => house.control("PATCH", `/patients/${id}`, { state });
const outcomes = async (): Promise<unknown[]> => {
  await house.settled();
  return house.receiver.hooks.splice(0).map(({ value }) => {
    const status = listAt(value, "statuses")[0];
    return listAt(status, "errors")[0]?.["code"] ?? status?.["status"];
  });
};

test.each([
  ["not-on-whatsapp", reminderSend(), [131026]],
  ["blocked-us", reminderSend(), ["sent"]],
  ["marketing-opt-out", offerSend, [131050]],
  ["marketing-capped", offerSend, [131049]],
  ["experiment", offerSend, [130472]],
  ["marketing-capped", reminderSend(), ["sent", "delivered", "read"]],
] as const)("to a patient who is %s", async (state, content, expected) => {
  const { id, phone } = await house.patient();
  await put(id, state);
  expect((await house.send(phone, content)).status).toBe(200);
  expect(await outcomes()).toEqual(expected);
});

test("who is offline gets it when back, and nothing is ever told of what came too late", async () => {
  const { id, phone } = await house.patient();
  await put(id, "offline");
  await house.send(phone, reminderSend());
  const brief = structuredClone(reminderSend());
  (brief["template"] as Record<string, unknown>)["name"] = "brief";
  await house.send(phone, brief);
  expect(await outcomes()).toEqual(["sent", "sent"]);
  expect(house.emulator.isQuiet()).toBe(true);
  aheadMs = 2 * 3_600_000;
  await put(id, "normal");
  expect(await outcomes()).toEqual(["delivered", "read"]);
  await put(id, "offline");
  await put(id, "normal");
  expect(await outcomes()).toEqual([]);
});

test("without read receipts nothing is read; a voice message is also played", async () => {
  const { id, phone } = await house.patient();
  const form = new FormData();
  form.set("messaging_product", "whatsapp");
  form.set("type", "audio/ogg");
  form.set("file", new Blob([Buffer.from("T2dnUwACAAAAAAAAAAA=", "base64")], { type: "audio/ogg" }), "a.ogg");
  const url = `${house.emulator.url}/v26.0/506070809010203/media`;
  const headers = { authorization: "Bearer token" };
  const uploaded = (await (await fetch(url, { method: "POST", body: form, headers })).json()) as Json;
  const voice = { type: "audio", audio: { id: uploaded["id"], voice: true } };
  await house.send(phone, voice);
  expect(await outcomes()).toEqual(["sent", "delivered", "read", "played"]);
  await house.control("PATCH", `/patients/${id}`, { readReceipts: false });
  await house.send(phone, voice);
  expect(await outcomes()).toEqual(["sent", "delivered"]);
});

test("a hidden phone is no longer told, yet who knows it still reaches the patient", async () => {
  const { id, phone, bsuid } = await house.patient();
  const { json } = await house.control("PATCH", `/patients/${id}`, { phone: null, username: "amina.k" });
  expect(json).toMatchObject({ phone: null, username: "amina.k" });
  await house.control("POST", `/patients/${id}/messages`, { type: "text", text: "hi" });
  expect(house.receiver.hooks[0]?.raw).not.toContain(phone);
  expect(listAt(house.receiver.hooks[0]?.value, "contacts")).toEqual([
    { profile: { name: "Amina Khan", username: "amina.k" }, user_id: bsuid },
  ]);
  house.receiver.hooks.length = 0;
  await house.send(phone, { text: { body: "x" } });
  await house.settled();
  const [status] = listAt(house.receiver.hooks[0]?.value, "statuses");
  expect(status).toMatchObject({ status: "sent", recipient_id: phone, recipient_user_id: bsuid });
});

test("who comes through an ad and is answered may be written to for three days, free, as a visit", async () => {
  const { json } = await house.control("POST", "/patients", { name: "Visitor" });
  const phone = String(json["phone"]);
  const path = `/patients/${String(json["id"])}/messages`;
  await house.control("POST", path, { type: "text", text: "hello", referral: true });
  expect(listAt(house.receiver.hooks[0]?.value, "messages")[0]).toMatchObject({
    referral: { source_type: "ad" },
  });
  await house.send(phone, { text: { body: "welcome" } });
  aheadMs = 70 * 3_600_000;
  house.receiver.hooks.length = 0;
  await house.send(phone, { text: { body: "still there?" } });
  await house.settled();
  const [sent] = listAt(house.receiver.hooks[0]?.value, "statuses");
  expect(sent).toMatchObject({
    status: "sent",
    pricing: { type: "free_entry_point", billable: false },
    conversation: { origin: { type: "referral_conversion" } },
  });
  aheadMs = 73 * 3_600_000;
  house.receiver.hooks.length = 0;
  await house.send(phone, { text: { body: "too late" } });
  expect(await outcomes()).toEqual([131047]);
});

test("a window runs from the message's own moment", async () => {
  const { json } = await house.control("POST", "/patients", { name: "Late" });
  const at = Math.floor(Date.now() / 1000) - 25 * 3_600;
  await house.control("POST", `/patients/${String(json["id"])}/messages`, {
    type: "raw",
    message: { type: "text", text: { body: "x" }, timestamp: String(at) },
  });
  house.receiver.hooks.length = 0;
  await house.send(String(json["phone"]), { text: { body: "x" } });
  expect(await outcomes()).toEqual([131047]);
});

test("whom the business has blocked it neither hears nor reaches", async () => {
  const { id, phone } = await house.patient();
  const users = { messaging_product: "whatsapp", block_users: [{ user: phone }] };
  expect((await house.graph("POST", "506070809010203/block_users", users)).status).toBe(200);
  const { json } = await house.control("POST", `/patients/${id}/messages`, { type: "text", text: "hello?" });
  expect(json["webhook"]).toMatchObject({ accepted: false });
  expect(house.receiver.hooks).toEqual([]);
  await house.send(phone, { text: { body: "x" } });
  expect(await outcomes()).toEqual([130403]);
});

test("a closed window may be refused at once instead, where the emulator is told so", async () => {
  const strict = await openHouse({ closedWindow: "refused" });
  const { json } = await strict.control("POST", "/patients", { name: "Silent" });
  const refused = await strict.send(String(json["phone"]), { text: { body: "x" } });
  await strict.close();
  expect([refused.status, jsonAt(refused.json, "error")?.["code"]]).toEqual([400, 131047]);
});
