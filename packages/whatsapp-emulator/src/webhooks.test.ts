import { createHmac } from "node:crypto";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { openHouse, number, waba, type House } from "./house.fixture.ts";
import { jsonAt, listAt } from "./rules/json.ts";
import { reminder, reminderSend } from "./templates.fixture.ts";

let house: House;
beforeEach(async () => {
  house = await openHouse({ templates: [reminder] });
});
afterEach(() => house.close());

test("a patient's words arrive in Meta's shape, escaped as Meta does, and signed over exactly those bytes", async () => {
  const { id, phone, bsuid } = await house.patient({ name: "José", language: "es" });
  const { json } = await house.control("POST", `/patients/${id}/messages`, {
    type: "text",
    text: "mañana/tarde 🙂",
  });
  expect(json["webhook"]).toEqual({ accepted: true, status: 200 });
  const [hook] = house.receiver.hooks;
  expect(hook?.raw).toContain(String.raw`{"body":"ma\u00f1ana\/tarde \ud83d\ude42"}`);
  expect(hook?.raw).not.toMatch(/[^\x20-\x7e]|": /);
  const signature = createHmac("sha256", "test-app-secret")
    .update(hook?.raw ?? "")
    .digest("hex");
  expect(hook?.signature).toBe(`sha256=${signature}`);
  expect(JSON.parse(hook?.raw ?? "")).toEqual({
    object: "whatsapp_business_account",
    entry: [
      {
        id: waba,
        changes: [
          {
            field: "messages",
            value: {
              messaging_product: "whatsapp",
              metadata: { display_phone_number: "12025550100", phone_number_id: number },
              contacts: [{ profile: { name: "José" }, wa_id: phone, user_id: bsuid }],
              messages: [
                {
                  from: phone,
                  from_user_id: bsuid,
                  id: json["id"],
                  timestamp: expect.stringMatching(/^\d{10}$/),
                  type: "text",
                  text: { body: "mañana/tarde 🙂" },
                },
              ],
            },
          },
        ],
      },
    ],
  });
});

test("a patient who hides the phone is known by user id alone, and can be answered by it", async () => {
  const { id, bsuid } = await house.patient({ phone: null });
  await house.control("POST", `/patients/${id}/messages`, { type: "text", text: "hi" });
  expect(house.receiver.hooks[0]?.raw).not.toMatch(/"wa_id"|"from":/);
  const send = { messaging_product: "whatsapp", recipient: bsuid, text: { body: "hello" } };
  const { json } = await house.graph("POST", `${number}/messages`, send);
  expect(json["contacts"]).toEqual([{ input: bsuid, user_id: bsuid }]);
  await house.settled();
  const [status] = listAt(house.receiver.hooks[1]?.value, "statuses");
  expect(status).toMatchObject({ status: "sent", recipient_user_id: bsuid });
  expect(status).not.toHaveProperty("recipient_id");
});

test("statuses come in order, with price, both names of the patient, and our own reference", async () => {
  const { phone, bsuid } = await house.patient();
  const { json } = await house.send(phone, { ...reminderSend(), biz_opaque_callback_data: "intent-1" });
  await house.settled();
  expect(house.receiver.statuses()).toEqual(["sent", "delivered", "read"]);
  const statuses = house.receiver.hooks.flatMap(({ value }) => listAt(value, "statuses"));
  const id = listAt(json, "messages")[0]?.["id"];
  for (const status of statuses) {
    expect(status).toMatchObject({
      id,
      recipient_id: phone,
      recipient_user_id: bsuid,
      biz_opaque_callback_data: "intent-1",
    });
  }
  const pricing = { billable: true, pricing_model: "PMP", type: "regular", category: "utility" };
  expect(statuses.map((status) => status["pricing"])).toEqual([pricing, pricing, undefined]);
});

test("a patient without read receipts never reads; a reaction is only sent", async () => {
  const { id, phone } = await house.patient({ readReceipts: false });
  await house.send(phone, { text: { body: "x" } });
  await house.settled();
  expect(house.receiver.statuses()).toEqual(["sent", "delivered"]);
  const { json } = await house.control("GET", `/messages?patient=${id}`);
  const own = listAt(json, "messages").find((message) => message["direction"] === "from_patient")?.["id"];
  await house.send(phone, { type: "reaction", reaction: { message_id: own, emoji: "👍" } });
  await house.settled();
  expect(house.receiver.statuses()).toEqual(["sent", "delivered", "sent"]);
});

test("free text to someone who has not written is accepted, then fails with 131047; a template goes", async () => {
  const { json } = await house.control("POST", "/patients", { name: "Silent" });
  const phone = String(json["phone"]);
  expect((await house.send(phone, { text: { body: "x" } })).status).toBe(200);
  await house.settled();
  const [failed] = listAt(house.receiver.hooks[0]?.value, "statuses");
  expect(failed).toMatchObject({ status: "failed", recipient_id: phone });
  expect(failed).not.toHaveProperty("recipient_user_id");
  expect(listAt(failed, "errors")[0]).toMatchObject({ code: 131047, title: "Re-engagement message" });
  await house.send(phone, reminderSend());
  await house.settled();
  expect(house.receiver.statuses()).toEqual(["failed", "sent", "delivered", "read"]);
});

test("where the unknown window is taken for open, who has not written can be answered, and who wrote long ago cannot", async () => {
  let aheadMs = 0;
  const clock = { now: () => new Date(Date.now() + aheadMs) };
  const lenient = await openHouse({ unknownWindow: "open", clock });
  onTestFinished(() => lenient.close());
  const phone = String((await lenient.control("POST", "/patients", { name: "Silent" })).json["phone"]);
  await lenient.send(phone, { text: { body: "x" } });
  await lenient.settled();
  expect(lenient.receiver.statuses()).toEqual(["sent", "delivered", "read"]);
  const { json } = await lenient.control("POST", "/patients", { name: "Talker" });
  await lenient.control("POST", `/patients/${String(json["id"])}/messages`, { type: "text", text: "hi" });
  aheadMs = 25 * 3_600_000;
  await lenient.send(String(json["phone"]), { text: { body: "x" } });
  await lenient.settled();
  expect(lenient.receiver.statuses().at(-1)).toBe("failed");
});

test("a number that is not on WhatsApp gets a 200, then 131026", async () => {
  const { status, json } = await house.send("+447700900999", {
    text: { body: "x" },
    biz_opaque_callback_data: "i",
  });
  expect([status, json["contacts"]]).toEqual([200, [{ input: "+447700900999", wa_id: "447700900999" }]]);
  await house.settled();
  const [failed] = listAt(house.receiver.hooks[0]?.value, "statuses");
  expect(failed).toMatchObject({ status: "failed", biz_opaque_callback_data: "i" });
  expect(listAt(failed, "errors")[0]?.["code"]).toBe(131026);
});

test("anything but 200 is tried again, and what came later keeps its place", async () => {
  const { id } = await house.patient();
  house.receiver.answers = [201];
  const first = await house.control("POST", `/patients/${id}/messages`, { type: "text", text: "one" });
  expect(first.json["webhook"]).toMatchObject({ accepted: false, status: 201 });
  expect(house.emulator.isQuiet()).toBe(false);
  void house.control("POST", `/patients/${id}/messages`, { type: "text", text: "two" });
  await house.settled();
  const texts = house.receiver.hooks.flatMap(({ value }) =>
    listAt(value, "messages").map((each) => jsonAt(each, "text")?.["body"]),
  );
  expect(texts).toEqual(["one", "two"]);
});

test("a receiver that does not know the verify token gets nothing", async () => {
  const other = await openHouse({ verifyToken: "another" });
  const { json } = await other.control("POST", "/patients", { name: "Ann" });
  const sent = await other.control("POST", `/patients/${String(json["id"])}/messages`, {
    type: "text",
    text: "x",
  });
  expect(sent.json["webhook"]).toEqual({ accepted: false, reason: "handshake: answered 403" });
  expect(other.receiver.hooks).toEqual([]);
  await other.close();
});

test("reading a patient's message turns its ticks, and those before it; an unknown id is 131009", async () => {
  const { id } = await house.patient();
  const { json } = await house.control("POST", `/patients/${id}/messages`, { type: "text", text: "x" });
  const read = {
    messaging_product: "whatsapp",
    status: "read",
    message_id: json["id"],
    typing_indicator: { type: "text" },
  };
  expect((await house.graph("POST", `${number}/messages`, read)).json).toEqual({ success: true });
  const view = await house.control("GET", `/messages?patient=${id}`);
  expect(listAt(view.json, "messages").map((message) => message["status"])).toEqual(["read", "read"]);
  const unknown = await house.graph("POST", `${number}/messages`, { ...read, message_id: "wamid.x" });
  expect(jsonAt(unknown.json, "error")?.["code"]).toBe(131009);
});

test("a webhook about the account carries its time, one about a chat does not", async () => {
  const entryOf = async (field: string, value: Record<string, unknown>): Promise<unknown> => {
    house.receiver.hooks.length = 0;
    await house.control("POST", "/webhooks", { field, value });
    return listAt(JSON.parse(house.receiver.hooks[0]?.raw ?? "{}"), "entry")[0];
  };
  expect(await entryOf("account_alerts", { entity_type: "WABA" })).toHaveProperty("time", expect.any(Number));
  expect(await entryOf("calls", { metadata: { phone_number_id: number } })).not.toHaveProperty("time");
});
