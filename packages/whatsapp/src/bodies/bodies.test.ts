import { expect, test } from "vitest";
import {
  audioBody,
  buttonsBody,
  contactRequestBody,
  contactsBody,
  documentBody,
  flowBody,
  imageBody,
  linkBody,
  listBody,
  locationBody,
  locationRequestBody,
  reactionBody,
  stickerBody,
  textBody,
  videoBody,
} from "./index.ts";

const to = { phone: "447700900123" };
const frame = { messaging_product: "whatsapp", recipient_type: "individual", to: "+447700900123" };

test("a text, with a plus before the number and our own opaque id", () => {
  const envelope = { to, contextWamid: "wamid.q", callbackData: "intent" };
  expect(textBody(envelope, { body: "Hola" })).toEqual({
    ...frame,
    context: { message_id: "wamid.q" },
    biz_opaque_callback_data: "intent",
    type: "text",
    text: { body: "Hola", preview_url: false },
  });
  expect(textBody({ to }, { body: "https://clinic.example", previewUrl: true })).toMatchObject({
    text: { preview_url: true },
  });
});

test("someone without a phone is reached by user id", () => {
  expect(textBody({ to: { userId: "GB.1" } }, { body: "x" })).toMatchObject({ recipient: "GB.1" });
  expect(textBody({ to: { userId: "GB.1" } }, { body: "x" })).not.toHaveProperty("to");
  expect(() => textBody({ to: {} }, { body: "x" })).toThrow("nobody");
  expect(() => textBody({ to: { phone: "abc" } }, { body: "x" })).toThrow("not a phone number");
});

test("files go by the id of their upload, never by a link", () => {
  const mediaId = "204";
  expect([
    imageBody({ to }, { mediaId, caption: "c" }),
    videoBody({ to }, { mediaId, caption: "" }),
    audioBody({ to }, { mediaId, voice: true }),
    audioBody({ to }, { mediaId, voice: false }),
    documentBody({ to }, { mediaId, filename: "visit.ics", caption: "c" }),
    stickerBody({ to }, { mediaId }),
  ]).toEqual([
    { ...frame, type: "image", image: { id: "204", caption: "c" } },
    { ...frame, type: "video", video: { id: "204" } },
    { ...frame, type: "audio", audio: { id: "204", voice: true } },
    { ...frame, type: "audio", audio: { id: "204" } },
    { ...frame, type: "document", document: { id: "204", filename: "visit.ics", caption: "c" } },
    { ...frame, type: "sticker", sticker: { id: "204" } },
  ]);
});

test("buttons, with whatever may stand above and below them", () => {
  const buttons = [{ id: "y", title: "Sí" }];
  expect(
    buttonsBody({ to }, { header: { kind: "text", text: "H" }, body: "Ok?", footer: "f", buttons }),
  ).toEqual({
    ...frame,
    type: "interactive",
    interactive: {
      type: "button",
      header: { type: "text", text: "H" },
      body: { text: "Ok?" },
      footer: { text: "f" },
      action: { buttons: [{ type: "reply", reply: { id: "y", title: "Sí" } }] },
    },
  });
  const headed = (header: Parameters<typeof buttonsBody>[1]["header"]): unknown =>
    buttonsBody({ to }, { header, body: "b", buttons })["interactive"];
  expect(headed({ kind: "image", mediaId: "1" })).toMatchObject({
    header: { type: "image", image: { id: "1" } },
  });
  expect(headed({ kind: "video", mediaId: "1" })).toMatchObject({
    header: { type: "video", video: { id: "1" } },
  });
  expect(headed({ kind: "document", mediaId: "1", filename: "a.pdf" })).toMatchObject({
    header: { type: "document", document: { id: "1", filename: "a.pdf" } },
  });
  expect(headed(undefined)).not.toHaveProperty("header");
});

test("a list and a link", () => {
  const row = { id: "slot:1", title: "09:30", description: "Room 2" };
  const list = { header: "Free times", body: "Pick", button: "See", sections: [{ rows: [row] }] };
  expect(listBody({ to }, list)["interactive"]).toEqual({
    type: "list",
    header: { type: "text", text: "Free times" },
    body: { text: "Pick" },
    action: { button: "See", sections: [{ rows: [row] }] },
  });
  expect(
    linkBody({ to }, { body: "Map", label: "Open", url: "https://clinic.example/map" })["interactive"],
  ).toEqual({
    type: "cta_url",
    body: { text: "Map" },
    action: { name: "cta_url", parameters: { display_text: "Open", url: "https://clinic.example/map" } },
  });
});

test("requests for a place and for a number", () => {
  expect(locationRequestBody({ to }, { body: "Where?" })["interactive"]).toEqual({
    type: "location_request_message",
    body: { text: "Where?" },
    action: { name: "send_location" },
  });
  expect(contactRequestBody({ to: { userId: "GB.1" } }, { body: "Your number?" })["interactive"]).toEqual({
    type: "request_contact_info",
    body: { text: "Your number?" },
    action: { name: "request_contact_info" },
  });
});

test("a form begins at a screen with its data, or where its endpoint says", () => {
  const flow = { body: "b", flowId: "77", label: "Fill in" };
  expect(flowBody({ to }, { ...flow, flowToken: "t", screen: "DATE", data: { day: "1" } })).toMatchObject({
    interactive: {
      type: "flow",
      action: {
        name: "flow",
        parameters: {
          flow_message_version: "3",
          flow_id: "77",
          flow_cta: "Fill in",
          flow_token: "t",
          mode: "published",
          flow_action: "navigate",
          flow_action_payload: { screen: "DATE", data: { day: "1" } },
        },
      },
    },
  });
  const { action } = flowBody({ to }, { ...flow, draft: true, screen: "" })["interactive"] as {
    readonly action: { readonly parameters: unknown };
  };
  expect(action.parameters).toEqual({
    flow_message_version: "3",
    flow_id: "77",
    flow_cta: "Fill in",
    mode: "draft",
    flow_action: "data_exchange",
  });
  expect(() => flowBody({ to }, { ...flow, screen: "DATE", data: {} })).toThrow("flow data: empty");
  expect(() => flowBody({ to }, { ...flow, data: { day: "1" } })).toThrow("no screen");
});

test("a place, without what is not known of it", () => {
  const place = { latitude: 51.5, longitude: -0.1 };
  expect(locationBody({ to }, { ...place, name: "Clinic", address: "1 North St" })["location"]).toEqual({
    latitude: 51.5,
    longitude: -0.1,
    name: "Clinic",
    address: "1 North St",
  });
  expect(locationBody({ to }, { ...place, name: "" })["location"]).toEqual(place);
});

test("a contact card has a part of the name beside the whole, as WhatsApp wants", () => {
  const whole = { formattedName: "North Street Clinic" };
  const phones = [{ phone: "+44 7700 900123", waId: "447700900123", type: "WORK" }];
  const full = {
    formattedName: "Dr Ana Ruiz",
    lastName: "Ruiz",
    phones,
    emails: ["a@b.example"],
    organisation: "N",
  };
  expect(contactsBody({ to }, { cards: [whole, full] })["contacts"]).toEqual([
    { name: { formatted_name: "North Street Clinic", first_name: "North Street Clinic" } },
    {
      name: { formatted_name: "Dr Ana Ruiz", last_name: "Ruiz" },
      phones: [{ phone: "+44 7700 900123", wa_id: "447700900123", type: "WORK" }],
      emails: [{ email: "a@b.example" }],
      org: { company: "N" },
    },
  ]);
});

test("a reaction names its message itself, and nothing takes it back", () => {
  const envelope = { to, contextWamid: "wamid.q" };
  expect(reactionBody(envelope, { wamid: "wamid.in", emoji: "👍🏽" })).toEqual({
    ...frame,
    type: "reaction",
    reaction: { message_id: "wamid.in", emoji: "👍🏽" },
  });
  expect(reactionBody({ to }, { wamid: "wamid.in", emoji: "" })["reaction"]).toEqual({
    message_id: "wamid.in",
    emoji: "",
  });
});
