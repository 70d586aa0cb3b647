import { OutboundMessage } from "@careline/contracts/sealed/v1/sealed";
import { expect, test } from "vitest";
import { sendBody } from "./send-body.ts";

const envelope = { to: { phone: "34600111222" }, callbackData: "i1" };
const file = { mimeType: "image/jpeg", storedId: "s1", filename: "" };

type Content = { readonly $case: string; readonly value: object };

async function made(content: Content): Promise<Record<string, unknown>> {
  const message = OutboundMessage.fromPartial({ content } as never);
  const body = await sendBody(message, envelope, async ({ storedId }) => `at-whatsapp-${storedId}`);
  const type = String(body["type"]);
  return { type, [type]: body[type] };
}

const id = "at-whatsapp-s1";

test.each<[string, Content, object]>([
  [
    "text",
    { $case: "text", value: { body: "hi", previewUrl: true } },
    { text: { body: "hi", preview_url: true } },
  ],
  ["image", { $case: "image", value: { ...file, caption: "before" } }, { image: { id, caption: "before" } }],
  ["video", { $case: "video", value: file }, { video: { id } }],
  ["voice note", { $case: "audio", value: { ...file, voice: true } }, { audio: { id, voice: true } }],
  ["sticker", { $case: "sticker", value: file }, { sticker: { id } }],
  [
    "document",
    { $case: "document", value: { ...file, filename: "a.pdf" } },
    { document: { id, filename: "a.pdf" } },
  ],
  [
    "place",
    { $case: "location", value: { latitude: 40.4, longitude: -3.7, name: "Clinic" } },
    { location: { latitude: 40.4, longitude: -3.7, name: "Clinic" } },
  ],
  [
    "question for a place",
    { $case: "locationRequest", value: { body: "Where are you?" } },
    { interactive: { type: "location_request_message", action: { name: "send_location" } } },
  ],
  [
    "question for the number",
    { $case: "contactRequest", value: { body: "May we have your number?" } },
    { interactive: { type: "request_contact_info" } },
  ],
  [
    "contact card",
    { $case: "contacts", value: { cards: [{ formattedName: "Pharmacy", phones: [{ phone: "+34 910" }] }] } },
    { contacts: [{ name: { formatted_name: "Pharmacy" }, phones: [{ phone: "+34 910" }] }] },
  ],
  [
    "reaction",
    { $case: "reaction", value: { wamid: "w", emoji: "👍" } },
    { reaction: { message_id: "w", emoji: "👍" } },
  ],
  [
    "buttons below a picture",
    {
      $case: "buttons",
      value: {
        header: { content: { $case: "image", value: file } },
        body: "ok?",
        buttons: [{ id: "y", title: "Yes" }],
      },
    },
    { interactive: { type: "button", header: { type: "image", image: { id } }, body: { text: "ok?" } } },
  ],
  [
    "list below words",
    {
      $case: "list",
      value: {
        header: "Times",
        body: "choose",
        button: "See",
        sections: [{ rows: [{ id: "1", title: "9:30" }] }],
      },
    },
    { interactive: { type: "list", header: { type: "text", text: "Times" } } },
  ],
  [
    "link",
    {
      $case: "link",
      value: { body: "Directions", label: "Open", url: "https://maps.example/x", footer: "f" },
    },
    { interactive: { type: "cta_url", footer: { text: "f" } } },
  ],
  [
    "form",
    {
      $case: "flow",
      value: {
        body: "Before your visit",
        flowId: "77",
        label: "Begin",
        flowToken: "t",
        screen: "A",
        dataJson: '{"a":1}',
      },
    },
    {
      interactive: {
        type: "flow",
        action: {
          parameters: {
            flow_id: "77",
            flow_token: "t",
            flow_action_payload: { screen: "A", data: { a: 1 } },
          },
        },
      },
    },
  ],
  [
    "template with everything",
    {
      $case: "template",
      value: {
        name: "visit",
        language: "es",
        header: { content: { $case: "document", value: { ...file, filename: "map.pdf" } } },
        namedParameters: [{ name: "when", value: "9:30" }],
        buttons: [
          { index: 0, value: { $case: "payload", value: "p" } },
          { index: 1, value: { $case: "urlSuffix", value: "t/1" } },
          { index: 2, value: { $case: "couponCode", value: "C1" } },
          { index: 3, value: { $case: "flow", value: { flowToken: "ft" } } },
        ],
      },
    },
    {
      template: {
        name: "visit",
        language: { code: "es" },
        components: [
          { type: "header", parameters: [{ type: "document", document: { id, filename: "map.pdf" } }] },
          { type: "body", parameters: [{ parameter_name: "when", text: "9:30" }] },
          { sub_type: "quick_reply", parameters: [{ payload: "p" }] },
          { sub_type: "url", parameters: [{ text: "t/1" }] },
          { sub_type: "copy_code", parameters: [{ coupon_code: "C1" }] },
          { sub_type: "flow", parameters: [{ action: { flow_token: "ft" } }] },
        ],
      },
    },
  ],
])("%s as WhatsApp wants it", async (_, content, expected) => {
  expect(await made(content)).toMatchObject(expected);
});

test("what WhatsApp has no place for is refused by name", async () => {
  const place = { content: { $case: "location", value: { latitude: 1, longitude: 1 } } } as const;
  const buttons = [{ id: "y", title: "Yes" }];
  await expect(made({ $case: "buttons", value: { header: place, body: "x", buttons } })).rejects.toThrow(
    "header",
  );
  const flow = { body: "x", flowId: "7", label: "Go", screen: "A", dataJson: "[1]" };
  await expect(made({ $case: "flow", value: flow })).rejects.toThrow("flow data: not a JSON object");
  const template = { name: "visit", language: "es", buttons: [{ index: 0 }] };
  await expect(made({ $case: "template", value: template })).rejects.toThrow("template button");
  await expect(sendBody({ content: undefined }, envelope, async () => "")).rejects.toThrow("without content");
});
