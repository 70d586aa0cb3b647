import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type House } from "./house.fixture.ts";
import { jsonAt, listAt } from "./rules/json.ts";
import type { Template } from "./rules/template.ts";

const base = { language: "en", category: "UTILITY" } as const;
const templates: readonly Template[] = [
  {
    ...base,
    name: "positional",
    components: [
      { type: "HEADER", format: "IMAGE" },
      { type: "BODY", text: "Hello {{1}}, see you on {{2}} then." },
      {
        type: "BUTTONS",
        buttons: [
          { type: "QUICK_REPLY", text: "Yes" },
          { type: "URL", text: "Map", url: "https://example.org/map" },
          { type: "COPY_CODE", text: "Copy" },
          { type: "FLOW", text: "Fill in", flow_id: "123" },
        ],
      },
    ],
  },
  {
    name: "code",
    language: "en",
    category: "AUTHENTICATION",
    components: [
      { type: "BODY", text: "*{{1}}* is your verification code." },
      {
        type: "BUTTONS",
        buttons: [
          { type: "URL", text: "Copy code", url: "https://www.whatsapp.com/otp/code/?code=otp{{1}}" },
        ],
      },
    ],
  },
];

let house: House;
let to: string;
beforeAll(async () => {
  house = await openHouse({ templates });
  ({ phone: to } = await house.patient());
});
afterAll(() => house.close());

const interactive = (type: string, action: object, more: object = {}) => ({
  type: "interactive",
  interactive: { type, body: { text: "?" }, action, ...more },
});
const flow = (parameters: object) =>
  interactive("flow", {
    name: "flow",
    parameters: { flow_message_version: "3", flow_id: "123", flow_cta: "Fill in", ...parameters },
  });
const text = (value: string) => ({ type: "text", text: value });
const image = {
  type: "header",
  parameters: [{ type: "image", image: { link: "https://example.org/a.png" } }],
};
const body = { type: "body", parameters: [text("Amina"), text("Tuesday")] };
const coupon = button(2, "copy_code", { type: "coupon_code", coupon_code: "8F3C" });
function button(index: unknown, sub_type: string, ...parameters: object[]) {
  return { type: "button", index, sub_type, parameters };
}
const template = (name: string, ...components: object[]) => ({
  type: "template",
  template: { name, language: { code: "en" }, components },
});
const positional = (...components: object[]) => template("positional", ...components);
const code = (inText: string, inButton: string) =>
  template(
    "code",
    { type: "body", parameters: [text(inText)] },
    button("0", "url", { type: "text", text: inButton }),
  );

test.each([
  ["a form", flow({ flow_action: "navigate", flow_action_payload: { screen: "START", data: { a: 1 } } })],
  ["a request for the number", interactive("request_contact_info", { name: "request_contact_info" })],
  ["a request to call", interactive("call_permission_request", { name: "call_permission_request" })],
  ["a call button", interactive("voice_call", { name: "voice_call", parameters: { display_text: "Call" } })],
  ["a link preview", { text: { body: "https://example.org", preview_url: true } }],
  ["a contact card", { type: "contacts", contacts: [{ name: { formatted_name: "A B", first_name: "A" } }] }],
  ["a template with a static button left out", positional(image, body, coupon)],
  [
    "a payload and a form by index",
    positional(image, body, coupon, button("0", "quick_reply", payload("yes"))),
  ],
  ["a code that is the same in both places", code("123456", "123456")],
] as const)("%s is accepted", async (_, content) => {
  const { status, json } = await house.send(to, content);
  expect([status, json["error"]]).toEqual([200, undefined]);
});

function payload(value: string) {
  return { type: "payload", payload: value };
}

test.each([
  ["a form of another version", flow({ flow_message_version: "2" }), 131009],
  ["a form without a name or an id", flow({ flow_id: undefined }), 131009],
  ["a form's button of 21 characters", flow({ flow_cta: "x".repeat(21) }), 131009],
  ["a form with empty data", flow({ flow_action_payload: { screen: "A", data: {} } }), 131009],
  [
    "a payload for a form that asks",
    flow({ flow_action: "data_exchange", flow_action_payload: { screen: "A" } }),
    131009,
  ],
  ["a footer where only a body may be", contact({ footer: { text: "x" } }), 131009],
  ["a carousel", interactive("carousel", { cards: [] }), 131009],
  ["a product", interactive("product", { catalog_id: "1", product_retailer_id: "2" }), 100],
  ["a catalogue", interactive("catalog_message", { name: "catalog_message" }), 131051],
  ["an unknown interactive type", interactive("poll", {}), 100],
  [
    "a reaction of two emoji",
    { type: "reaction", reaction: { message_id: "wamid.x", emoji: "👍👍" } },
    131009,
  ],
  ["a preview that is no boolean", { text: { body: "x", preview_url: "yes" } }, 100],
  [
    "a card without a second name",
    { type: "contacts", contacts: [{ name: { formatted_name: "A" } }] },
    131008,
  ],
  ["a template without its header image", positional(body, coupon), 132012],
  ["a template with another header", positional({ ...image, parameters: [text("x")] }, body, coupon), 132012],
  ["a static button that is sent", positional(image, body, coupon, button(1, "url", text("x"))), 132012],
  ["a button that is not there", positional(image, body, coupon, button(9, "url", text("x"))), 132000],
  ["a button without an index", positional(image, body, coupon, button(undefined, "url", text("x"))), 131008],
  ["a button given twice", positional(image, body, coupon, coupon), 132000],
  ["a code that is too long", positional(image, body, button(2, "copy_code", longCoupon())), 131009],
  ["a code button without its code", positional(image, body), 131008],
  ["a named value for a numbered place", positional(image, namedBody(), coupon), 132012],
  ["a carousel template", positional({ type: "carousel", cards: [] }), 132012],
  ["a code that differs in the button", code("123456", "654321"), 132012],
  [
    "another language policy",
    { type: "template", template: { name: "code", language: { code: "en", policy: "fallback" } } },
    100,
  ],
] as const)("%s is refused", async (_, content, expected) => {
  const { json } = await house.send(to, content);
  expect(jsonAt(json, "error")?.["code"]).toBe(expected);
});

function contact(more: object) {
  return interactive("request_contact_info", { name: "request_contact_info" }, more);
}
function longCoupon() {
  return { type: "coupon_code", coupon_code: "x".repeat(16) };
}
function namedBody() {
  return { ...body, parameters: [{ ...text("Amina"), parameter_name: "name" }, text("Tuesday")] };
}

test("by user id alone a code cannot be sent; `to` wins where both are given", async () => {
  const { bsuid, phone } = await house.patient({ name: "Ben" });
  const byId = await house.graph("POST", `506070809010203/messages`, {
    messaging_product: "whatsapp",
    recipient: bsuid,
    ...code("1", "1"),
  });
  expect(jsonAt(byId.json, "error")?.["code"]).toBe(131062);
  const both = await house.send(phone, { recipient: "GB.nobody", ...code("1", "1") });
  expect(listAt(both.json, "contacts")).toEqual([{ input: phone, wa_id: phone }]);
});
