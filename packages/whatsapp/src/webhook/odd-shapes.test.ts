import { expect, test } from "vitest";
import { valueOf, webhookOf } from "../samples/index.ts";
import type { InboundMessage } from "./inbound-message.ts";
import { parseWebhook } from "./parse-webhook.ts";

const common = { id: "wamid.1", timestamp: "1763800012", from: "447700900123" };

function read(message: object, contacts: readonly object[] = []): InboundMessage | undefined {
  return parseWebhook(webhookOf(valueOf({ contacts, messages: [message] }))).messages[0];
}

test("an empty message after a click on an advertisement makes the contact, though it names nobody", () => {
  const errors = [{ code: 131060, title: "This message is unavailable" }];
  const message = { id: "wamid.1", from: "", type: "unknown", errors };
  const contact = { wa_id: "", user_id: "GB.1", profile: { name: "Amina K." } };
  expect(read(message, [contact])).toMatchObject({
    kind: "unsupported",
    text: "",
    from: { userId: "GB.1", profileName: "Amina K." },
  });
});

test("of two messages that name nobody, neither is given to the one contact", () => {
  const nameless = (id: string): object => ({ id, type: "text", text: { body: "hola" } });
  const messages = [nameless("wamid.1"), nameless("wamid.2")];
  const found = parseWebhook(webhookOf(valueOf({ contacts: [{ wa_id: "447700900123" }], messages })));
  expect(found.messages).toEqual([]);
  expect(found.others.map(({ value }) => value)).toEqual(messages);
});

test("an error beside content that did come takes nothing away", () => {
  const message = { ...common, type: "text", text: { body: "hola" }, errors: [{ code: 131000 }] };
  const found = read(message);
  expect(found).toMatchObject({ kind: "text", text: "hola" });
  expect(found?.unsupportedKind).toBeUndefined();
});

test("what is unsupported has a name even when only a code is given", () => {
  expect(read({ ...common, type: "unsupported", errors: [{ code: "131051" }] })?.unsupportedKind).toBe(
    "131051",
  );
  expect(read({ ...common, type: "unsupported" })).toMatchObject({ kind: "unsupported" });
});

test("a new number without a sender comes from the old one, where that is said", () => {
  const system = { type: "user_changed_number", wa_id: "447700900999", customer: "447700900123" };
  const message = { id: "wamid.1", type: "system", system };
  expect(read(message)).toMatchObject({ from: { phone: "447700900123" }, change: { phone: "447700900999" } });
  const unsaid = { ...message, system: { ...system, customer: undefined } };
  expect(read(unsaid)?.from).toEqual({ phone: "447700900999" });
});

test.each([
  ["no number", { latitude: "north", longitude: 1 }],
  ["not on earth", { latitude: 91, longitude: 0 }],
  ["half there", { latitude: 40.4 }],
  ["empty", { latitude: "", longitude: "" }],
  ["missing", undefined],
])("a place whose coordinates are %s is a location without a place", (_name, location) => {
  const found = read({ ...common, type: "location", location });
  expect(found?.kind).toBe("location");
  expect(found?.location).toBeUndefined();
});

test("coordinates at the poles and at zero are on earth", () => {
  const location = { latitude: -90, longitude: 0 };
  expect(read({ ...common, type: "location", location })?.location).toMatchObject(location);
});

const tooDeep = `{"flow_token":"t","answer":${"[".repeat(65)}${"]".repeat(65)}}`;

test.each([
  ["that is no JSON", "{oops", "{oops"],
  ["that is nested too deep", tooDeep, tooDeep],
  ["that is a list", '["flow_token"]', '["flow_token"]'],
  ["that came as an object", { since: "today" }, '{"since":"today"}'],
])("a form %s is kept, without a token", (_name, given, kept) => {
  const interactive = { type: "nfm_reply", nfm_reply: { name: "flow", response_json: given } };
  const form = read({ ...common, type: "interactive", interactive })?.form;
  expect(form).toEqual({ name: "flow", responseJson: kept, flowToken: undefined });
});

test.each([
  [
    "a form without an answer",
    { type: "interactive", interactive: { type: "nfm_reply", nfm_reply: { name: "flow" } } },
  ],
  ["a tap on nothing", { type: "interactive", interactive: { type: "button_reply", button_reply: {} } }],
  ["an edit of nothing", { type: "edit", edit: { message: { type: "text", text: { body: "x" } } } }],
  ["an order that is none", { type: "order", order: "two" }],
])("%s is kept as something else", (_name, message) => {
  const found = read({ ...common, ...message });
  expect(found?.kind).toBe("other");
  expect([found?.form, found?.choiceId, found?.correction, found?.order]).toEqual(Array(4).fill(undefined));
});

test("cards without names, phones without numbers and cards that are none do no harm", () => {
  const contacts = [
    null,
    "Ben",
    { phones: [{ type: "CELL" }, null, { wa_id: "447700900555" }], emails: ["x"] },
  ];
  expect(read({ ...common, type: "contacts", contacts })?.contacts).toEqual({
    requested: false,
    cards: [{ formattedName: "", phones: [{ waId: "447700900555" }], emails: [] }],
  });
});

test("only a recording that is a voicemail is named for its call", () => {
  const audio = { id: "5", mime_type: "audio/ogg", voice: false };
  expect(read({ ...common, type: "audio", audio })?.media?.voice).toBe(false);
  expect(read({ ...common, id: "wacid.1", type: "audio", audio })?.media?.voice).toBe(true);
  expect(read({ ...common, id: "wacid.1", type: "image", image: audio })?.media?.voice).toBe(false);
});
