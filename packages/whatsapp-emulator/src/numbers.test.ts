import { afterAll, beforeAll, expect, test } from "vitest";
import { number, openHouse, waba, type House } from "./house.fixture.ts";
import { jsonAt, listAt, type Json } from "./rules/json.ts";
import { reminder, reminderSend } from "./templates.fixture.ts";

const second = "606070809010203";
const foreign = "706070809010203";
const foreignWaba = "902030405060708";

let house: House;
beforeAll(async () => {
  house = await openHouse({
    templates: [reminder],
    retiredVersions: ["v19.0", "v20.0"],
    numbers: [
      { phoneNumberId: second, displayPhoneNumber: "+1 202-555-0101", verifiedName: "Harbour Kids" },
      {
        phoneNumberId: foreign,
        displayPhoneNumber: "12025550102",
        verifiedName: "Another Clinic",
        wabaId: foreignWaba,
        accessToken: "their-token",
      },
    ],
  });
});
afterAll(() => house.close());

const as = async (token: string, id: string, body: Json) => {
  const answer = await fetch(`${house.emulator.url}/v26.0/${id}/messages`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ messaging_product: "whatsapp", ...body }),
  });
  return { status: answer.status, json: (await answer.json()) as Json, headers: answer.headers };
};

test("a window belongs to one number, and webhooks tell which", async () => {
  const { id, phone } = await house.patient();
  await house.control("POST", `/patients/${id}/messages?number=${second}`, { type: "text", text: "hi" });
  expect(jsonAt(house.receiver.hooks[0]?.value, "metadata")).toEqual({
    display_phone_number: "12025550101",
    phone_number_id: second,
  });
  house.receiver.hooks.length = 0;
  const other = await house.control("POST", "/patients", { name: "Only here" });
  await house.control("POST", `/patients/${String(other.json["id"])}/messages?number=${second}`, {
    type: "text",
    text: "hi",
  });
  await house.settled();
  house.receiver.hooks.length = 0;
  await as("token", second, { to: phone, text: { body: "x" } });
  await as("token", number, { to: other.json["phone"], text: { body: "x" } });
  await house.settled();
  const told = house.receiver.hooks.map(({ value }) => [
    jsonAt(value, "metadata")?.["phone_number_id"],
    listAt(value, "statuses")[0]?.["status"],
  ]);
  expect(told.filter(([id]) => id === number)).toEqual([[number, "failed"]]);
  expect(told.filter(([id]) => id === second).map(([, status]) => status)).toEqual([
    "sent",
    "delivered",
    "read",
  ]);
  const { json } = await house.control("GET", `/messages?patient=${id}&number=${second}`);
  expect(listAt(json, "messages").map((message) => message["phoneNumberId"])).toEqual([second, second]);
});

test("a token reaches its own account: to it, another's number looks like none", async () => {
  const { phone } = await house.patient();
  const body = { to: phone, text: { body: "x" } };
  for (const [token, id] of [
    ["token", foreign],
    ["their-token", number],
  ] as const) {
    const { status, json } = await as(token, id, body);
    expect([status, jsonAt(json, "error")]).toMatchObject([
      400,
      { code: 100, error_subcode: 33, type: "GraphMethodException" },
    ]);
  }
  expect((await as("their-token", foreign, body)).status).toBe(200);
});

test("a number that is made while it runs sends at once, until it is no longer registered", async () => {
  const { phone } = await house.patient();
  const made = await house.control("POST", "/numbers", {
    displayPhoneNumber: "+1 202 555 0103",
    verifiedName: "Night desk",
  });
  expect(made.json).toMatchObject({ displayPhoneNumber: "12025550103", wabaId: waba, quality: "GREEN" });
  const id = String(made.json["phoneNumberId"]);
  expect((await as("token", id, { to: phone, ...reminderSend() })).status).toBe(200);
  await house.control("PATCH", `/numbers/${id}`, { isRegistered: false });
  const { status, json } = await as("token", id, { to: phone, text: { body: "x" } });
  expect([status, jsonAt(json, "error")?.["code"]]).toEqual([400, 133010]);
  const again = await house.control("POST", "/numbers", {
    displayPhoneNumber: "12025550103",
    verifiedName: "Twice",
  });
  expect(again.status).toBe(409);
});

test("a test number writes to its five people only", async () => {
  const { phone } = await house.patient();
  await house.control("PATCH", `/numbers/${second}`, { accountMode: "SANDBOX", allowList: ["447700900999"] });
  const { json } = await as("token", second, { to: phone, text: { body: "x" } });
  expect(jsonAt(json, "error")?.["code"]).toBe(131030);
  await house.control("PATCH", `/numbers/${second}`, { allowList: null });
  expect((await as("token", second, { to: phone, text: { body: "x" } })).status).toBe(200);
});

test("quality, throughput and name of a number change with their webhooks", async () => {
  await house.settled();
  house.receiver.hooks.length = 0;
  await house.control("PATCH", `/numbers/${second}`, { quality: "RED" });
  await house.control("PATCH", `/numbers/${second}`, { quality: "YELLOW", throughput: "HIGH" });
  await house.control("PATCH", `/numbers/${second}`, { verifiedName: "Harbour Juniors" });
  await house.settled();
  expect(house.receiver.hooks.map(({ value }) => value["event"] ?? value["decision"])).toEqual([
    "FLAGGED",
    "THROUGHPUT_UPGRADE",
    "UNFLAGGED",
    "APPROVED",
  ]);
});

test("every answer has Graph's headers, a refusal too, and a retired version is served as the oldest alive", async () => {
  const url = `${house.emulator.url}/v19.0/${number}/messages`;
  const none = await fetch(url, { method: "POST", body: "{}" });
  expect(Object.fromEntries(none.headers)).toMatchObject({
    "facebook-api-version": "v21.0",
    "x-fb-trace-id": expect.stringMatching(/^A/),
    "x-business-use-case-usage": expect.stringContaining("call_count"),
    "www-authenticate": expect.stringContaining("OAuth"),
  });
  expect(none.status).toBe(401);
});
