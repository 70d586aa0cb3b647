// Sends that published clients of the Cloud API make, beyond those of the one that runs here unchanged.
import { afterAll, beforeAll, expect, test } from "vitest";
import { number, openHouse, type Answered, type House } from "./house.fixture.ts";
import { jsonAt, listAt, type Json } from "./rules/json.ts";
import { paused, reminder, reminderSend } from "./templates.fixture.ts";

const offer = {
  name: "spring_offer",
  language: "en",
  category: "MARKETING",
  components: [{ type: "BODY", text: "Our spring hours are here." }],
} as const;

let house: House;
let phone: string;
let patientId: string;
beforeAll(async () => {
  house = await openHouse({ templates: [reminder, paused, offer] });
  ({ phone, id: patientId } = await house.patient());
});
afterAll(() => house.close());

const codeOf = ({ json }: Answered): unknown => jsonAt(json, "error")?.["code"];
const market = (content: Json): Promise<Answered> =>
  house.graph("POST", `${number}/marketing_messages`, {
    messaging_product: "whatsapp",
    to: phone,
    message_activity_sharing: true,
    ...content,
  });

test("marketing templates go out by their own API too, at its price, and no others", async () => {
  const template = { name: "spring_offer", language: { code: "en" } };
  const sent = await market({ type: "template", template });
  expect(listAt(sent.json, "messages")[0]).toMatchObject({ message_status: "accepted" });
  await house.settled();
  const statuses = house.receiver.hooks.flatMap(({ value }) => listAt(value, "statuses"));
  expect(jsonAt(statuses[0], "pricing")).toMatchObject({ category: "marketing_lite" });
  expect(codeOf(await market(reminderSend()))).toBe(131055);
  expect(codeOf(await market({ type: "text", text: { body: "x" } }))).toBe(131055);
});

const replies = (id: string, title = "Book"): Json => ({
  buttons: [{ type: "quick_reply", quick_reply: { id, title } }],
});
const card = (card_index: number, more: Json = {}): Json => ({
  card_index,
  type: "cta_url",
  header: { type: "image", image: { link: "https://example.org/a.jpg" } },
  body: { text: `Clinic ${card_index}` },
  action: replies(`book-${card_index}`),
  ...more,
});
const carousel = (...cards: readonly Json[]): Json => ({
  type: "interactive",
  interactive: { type: "carousel", body: { text: "Our clinics" }, action: { cards } },
});

test("a carousel is sent, and a quick reply of one of its cards comes back", async () => {
  const sent = await house.send(phone, carousel(card(0), card(1)));
  expect(sent.status).toBe(200);
  house.receiver.hooks.length = 0;
  await house.control("POST", `/patients/${patientId}/messages`, { type: "button", id: "book-1" });
  await house.settled();
  const message = house.receiver.hooks.flatMap(({ value }) => listAt(value, "messages"))[0];
  expect(message).toMatchObject({
    context: { id: listAt(sent.json, "messages")[0]?.["id"] },
    interactive: { type: "button_reply", button_reply: { id: "book-1", title: "Book" } },
  });
  const link = {
    action: { name: "cta_url", parameters: { display_text: "Open", url: "https://example.org" } },
  };
  expect((await house.send(phone, carousel(card(0, link), card(1, link)))).status).toBe(200);
});

test.each([
  ["one card", [card(0)]],
  [
    "cards of two shapes",
    [card(0), card(1, { header: { type: "video", video: { link: "https://x.org" } } })],
  ],
  ["the same reply twice", [card(0), card(1, { action: replies("book-0") })]],
  ["a card out of order", [card(0), card(2)]],
  ["a long card", [card(0), card(1, { body: { text: "x".repeat(161) } })]],
])("a carousel with %s is refused", async (_, cards) => {
  expect(codeOf(await house.send(phone, carousel(...cards)))).toBe(131009);
});

test("a paused template goes on when it is unpaused", async () => {
  const { json } = await house.graph("GET", "102030405060708/message_templates?name=paused_one");
  const id = String(listAt(json, "data")[0]?.["id"]);
  expect((await house.graph("POST", `${id}/unpause`)).json).toEqual({ success: true });
  expect((await house.graph("GET", id)).json).toMatchObject({ status: "APPROVED" });
  expect((await house.graph("POST", `${id}/unpause`)).json).toMatchObject({ success: false });
});

test("members that are null or empty are as if they were not there, and a wrong one is named by its path", async () => {
  const person = {
    name: { formatted_name: "A B", first_name: "A", suffix: null },
    phones: null,
    birthday: "",
  };
  expect((await house.send(phone, { type: "contacts", contacts: [person] })).status).toBe(200);
  const rows = [{ id: 1, title: "x" }];
  const action = { button: "Open", sections: [{ title: "t", rows }] };
  const refused = await house.send(phone, {
    type: "interactive",
    interactive: { type: "list", body: { text: "x" }, action },
  });
  expect(jsonAt(jsonAt(refused.json, "error"), "error_data")?.["details"]).toBe(
    "Param interactive['action']['sections'][0]['rows'][0]['id'] must be a string.",
  );
});

test("an account tells how much it sent and how much was delivered", async () => {
  await house.settled();
  const now = Math.floor(Date.now() / 1000);
  const path = (granularity: string): string =>
    `102030405060708?fields=id,analytics.start(${now - 900}).end(${now + 60}).granularity(${granularity})`;
  const { json } = await house.graph("GET", path("DAY"));
  const points = listAt(json["analytics"], "data_points");
  const sum = (name: string): number => points.reduce((total, each) => total + Number(each[name]), 0);
  const { json: kept } = await house.control("GET", `/messages?patient=${patientId}`);
  const sent = listAt(kept, "messages").filter(({ direction }) => direction === "to_patient");
  expect(json).toMatchObject({ analytics: { granularity: "DAY", phone_numbers: ["12025550100"] } });
  expect([sum("sent"), sum("delivered")]).toEqual([sent.length, sent.length]);
  expect(codeOf(await house.graph("GET", path("CENTURY")))).toBe(100);
});
