import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, number, type House } from "./house.fixture.ts";
import { jsonAt, listAt, type Json } from "./rules/json.ts";
import { reminder, reminderSend } from "./templates.fixture.ts";

let house: House;
let aheadMs = 0;
let moves: string[] = [];
beforeAll(async () => {
  const clock = { now: () => new Date(Date.now() + aheadMs) };
  const onClock = async (moveTo: Date): Promise<void> => {
    moves.push(moveTo.toISOString());
    aheadMs = moveTo.getTime() - Date.now();
  };
  house = await openHouse({
    templates: [reminder],
    clock,
    onClock,
    seed: [{ name: "Lucía", language: "es" }],
  });
});
afterAll(() => house.close());

const inbound = (): Json | undefined =>
  house.receiver.hooks.flatMap(({ value }) => listAt(value, "messages")).at(-1);
const asPatient = (id: string, order: unknown) => house.control("POST", `/patients/${id}/messages`, order);

test("the seed is there, and a new patient gets a number that is nobody's and a user id", async () => {
  const { json } = await house.control("GET", "/patients");
  expect(listAt(json, "patients")).toMatchObject([
    { name: "Lucía", phone: expect.stringMatching(/^34600900\d{3}$/) },
  ]);
  const made = await house.control("POST", "/patients", { name: "Tom" });
  expect(made.json).toMatchObject({
    phone: expect.stringMatching(/^447700900\d{3}$/),
    bsuid: expect.stringMatching(/^GB\./),
  });
});

test.each([
  ["no name", {}],
  ["a phone of letters", { name: "A", phone: "abc" }],
  ["an unknown zone", { name: "A", timeZone: "Mars/Olympus" }],
  ["an unknown member", { name: "A", colour: "red" }],
  ["neither phone nor user id", { name: "A", phone: null, bsuid: null }],
])("a patient with %s is refused with a reason", async (_, body) => {
  const { status, json } = await house.control("POST", "/patients", body);
  expect([status, typeof jsonAt(json, "error")?.["message"]]).toEqual([400, "string"]);
});

test("unknown patients, routes and broken JSON are told so", async () => {
  expect((await asPatient("nobody", { type: "text", text: "x" })).status).toBe(404);
  expect((await house.control("GET", "/nothing")).status).toBe(404);
  const broken = await fetch(`${house.emulator.url}/control/patients`, { method: "POST", body: "{" });
  expect(broken.status).toBe(400);
});

test("other sites and other host names in the developer's browser are refused", async () => {
  const url = `${house.emulator.url}/control/patients`;
  expect((await fetch(url, { headers: { origin: "https://evil.example" } })).status).toBe(403);
  expect((await fetch(url, { headers: { origin: house.emulator.url } })).status).toBe(200);
});

test("taps find what was offered: by id, by title, on buttons, lists and templates", async () => {
  const { id, phone } = await house.patient();
  const action = { buttons: [{ type: "reply", reply: { id: "yes:1", title: "Yes" } }] };
  await house.send(phone, {
    type: "interactive",
    interactive: { type: "button", body: { text: "?" }, action },
  });
  await asPatient(id, { type: "button", title: "Yes" });
  expect(inbound()).toMatchObject({
    type: "interactive",
    context: { from: "12025550100", id: expect.stringMatching(/^wamid/) },
    interactive: { type: "button_reply", button_reply: { id: "yes:1", title: "Yes" } },
  });
  const rows = [{ id: "slot:9", title: "09:30", description: "Room 2" }];
  const list = { type: "list", body: { text: "?" }, action: { button: "See", sections: [{ rows }] } };
  await house.send(phone, { type: "interactive", interactive: list });
  await asPatient(id, { type: "list_reply", id: "slot:9" });
  expect(inbound()).toMatchObject({ interactive: { type: "list_reply", list_reply: rows[0] } });
  await house.send(phone, reminderSend());
  await asPatient(id, { type: "button", payload: "confirm:8f3c" });
  expect(inbound()).toMatchObject({ type: "button", button: { payload: "confirm:8f3c", text: "Confirm" } });
  await asPatient(id, { type: "button", title: "Move" });
  expect(inbound()).toMatchObject({ button: { payload: "Move", text: "Move" } });
  expect((await asPatient(id, { type: "button", title: "Never offered" })).status).toBe(404);
});

test("every other kind arrives as Meta writes it", async () => {
  const { id } = await house.patient();
  const kinds = ["image", "audio", "video", "document", "sticker", "location", "contacts", "unsupported"];
  for (const type of kinds) {
    expect((await asPatient(id, { type })).status).toBe(201);
    expect(inbound()).toMatchObject({ type });
  }
  await asPatient(id, { type: "order", order: { catalog_id: "1" } });
  expect(inbound()).toMatchObject({ type: "order", order: { catalog_id: "1" } });
  await asPatient(id, {
    type: "raw",
    message: { type: "text", id: "wamid.MINE", text: { body: "x" }, odd: 1 },
  });
  expect(inbound()).toMatchObject({ id: "wamid.MINE", odd: 1 });
});

test("messages are told with text, body and statuses, after a cursor", async () => {
  const { id, phone } = await house.patient();
  const before = await house.control("GET", `/messages?patient=${id}`);
  await house.send(phone, { ...reminderSend(), biz_opaque_callback_data: "i-7" });
  await house.settled();
  const { json } = await house.control(
    "GET",
    `/messages?patient=${id}&after=${String(before.json["cursor"])}`,
  );
  expect(listAt(json, "messages")).toMatchObject([
    {
      direction: "to_patient",
      type: "template",
      text: "Your visit\nYour visit at Harbour Clinic is on Tue 10:15. See you then.\nReply STOP to opt out\n[Confirm]\n[Move]\n[Directions]",
      status: "read",
      statuses: [{ status: "sent" }, { status: "delivered" }, { status: "read" }],
      bizOpaqueCallbackData: "i-7",
      body: { to: phone, type: "template" },
    },
  ]);
});

test("the clock moves forward by a duration or to a moment, and closes the window", async () => {
  const { phone } = await house.patient();
  const start = Date.now() + aheadMs;
  const { json } = await house.control("POST", "/clock", { advance: "PT71H" });
  expect(Date.parse(String(json["now"])) - start).toBeGreaterThanOrEqual(71 * 3_600_000);
  expect(moves).toHaveLength(1);
  await house.send(phone, { text: { body: "x" } });
  await house.settled();
  expect(house.receiver.statuses()).toEqual(["failed"]);
  for (const body of [{ advance: "soon" }, { to: "2001-01-01T00:00:00Z" }, {}]) {
    expect((await house.control("POST", "/clock", body)).status).toBe(400);
  }
});

test("uploads are judged, described, fetched by a link that expires, and deleted", async () => {
  const upload = async (type: string, bytes: string) => {
    const form = new FormData();
    form.set("messaging_product", "whatsapp");
    form.set("type", type);
    form.set("file", new Blob([bytes], { type }), "visit.ics");
    const url = `${house.emulator.url}/v26.0/${number}/media`;
    return fetch(url, { method: "POST", body: form, headers: { authorization: "Bearer token" } });
  };
  expect((await upload("text/calendar", "BEGIN:VCALENDAR")).status).toBe(400);
  expect((await upload("image/png", "no png")).status).toBe(400);
  const { id } = (await (await upload("text/plain", "BEGIN:VCALENDAR")).json()) as { id: string };
  const info = await house.graph("GET", id);
  expect(info.json).toMatchObject({
    id,
    mime_type: "text/plain",
    file_size: 15,
    messaging_product: "whatsapp",
  });
  const link = String(info.json["url"]);
  expect((await fetch(link)).status).toBe(401);
  expect(await (await fetch(link, { headers: { authorization: "Bearer token" } })).text()).toBe(
    "BEGIN:VCALENDAR",
  );
  await house.control("POST", "/clock", { advance: "PT6M" });
  expect((await fetch(link, { headers: { authorization: "Bearer token" } })).status).toBe(404);
  expect((await house.graph("DELETE", id)).json).toEqual({ success: true });
  expect((await house.graph("GET", id)).json["error"]).toMatchObject({ code: 100, error_subcode: 33 });
});
