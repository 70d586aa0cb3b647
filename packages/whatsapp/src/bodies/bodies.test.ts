import { describe, expect, test } from "vitest";
import { buttonsBody, documentBody, linkBody, listBody, templateBody, textBody } from "./index.ts";

const to = { phone: "447700900123" };
const row = (n: number): { id: string; title: string } => ({ id: `slot:${n}`, title: `0${n}:00` });
const rows = (count: number): { id: string; title: string }[] =>
  Array.from({ length: count }, (_, n) => row(n));

test("a text, with a plus before the number and our own opaque id", () => {
  const envelope = { to, contextWamid: "wamid.q", callbackData: "intent" };
  expect(textBody(envelope, { body: "Hola" })).toEqual({
    messaging_product: "whatsapp",
    recipient_type: "individual",
    to: "+447700900123",
    context: { message_id: "wamid.q" },
    biz_opaque_callback_data: "intent",
    type: "text",
    text: { body: "Hola", preview_url: false },
  });
});

test("someone without a phone is reached by user id", () => {
  expect(textBody({ to: { userId: "GB.1" } }, { body: "x" })).toMatchObject({ recipient: "GB.1" });
  expect(textBody({ to: { userId: "GB.1" } }, { body: "x" })).not.toHaveProperty("to");
  expect(() => textBody({ to: {} }, { body: "x" })).toThrow("nobody");
  expect(() => textBody({ to: { phone: "abc" } }, { body: "x" })).toThrow("not a phone number");
});

test("buttons, a list, a link, a document and a template have WhatsApp's shape", () => {
  expect(
    buttonsBody({ to }, { body: "Ok?", footer: "f", buttons: [{ id: "y", title: "Sí" }] }),
  ).toMatchObject({
    type: "interactive",
    interactive: {
      type: "button",
      body: { text: "Ok?" },
      footer: { text: "f" },
      action: { buttons: [{ type: "reply", reply: { id: "y", title: "Sí" } }] },
    },
  });
  expect(listBody({ to }, { body: "Pick", button: "See", sections: [{ rows: [row(1)] }] })).toMatchObject({
    interactive: { type: "list", action: { button: "See", sections: [{ rows: [row(1)] }] } },
  });
  expect(linkBody({ to }, { body: "Map", label: "Open", url: "https://clinic.example/map" })).toMatchObject({
    interactive: {
      type: "cta_url",
      action: { name: "cta_url", parameters: { display_text: "Open", url: "https://clinic.example/map" } },
    },
  });
  expect(documentBody({ to }, { mediaId: "204", filename: "visit.ics", caption: "c" })).toMatchObject({
    type: "document",
    document: { id: "204", filename: "visit.ics", caption: "c" },
  });
  const template = {
    name: "reminder_v1",
    language: "es",
    bodyParameters: ["A"],
    quickReplyPayloads: ["p0", "p1"],
  };
  expect(templateBody({ to }, template)["template"]).toEqual({
    name: "reminder_v1",
    language: { code: "es" },
    components: [
      { type: "body", parameters: [{ type: "text", text: "A" }] },
      {
        type: "button",
        sub_type: "quick_reply",
        index: "0",
        parameters: [{ type: "payload", payload: "p0" }],
      },
      {
        type: "button",
        sub_type: "quick_reply",
        index: "1",
        parameters: [{ type: "payload", payload: "p1" }],
      },
    ],
  });
  expect(templateBody({ to }, { name: "hello", language: "en_GB" })["template"]).not.toHaveProperty(
    "components",
  );
});

test("length is counted in characters, as a reader does", () => {
  expect(() =>
    buttonsBody({ to }, { body: "x", buttons: [{ id: "1", title: "🩺".repeat(20) }] }),
  ).not.toThrow();
});

describe("WhatsApp's limits are refused before sending", () => {
  const list = { body: "b", button: "See", sections: [{ rows: rows(1) }] };
  const button = { id: "1", title: "Yes" };
  test.each([
    ["an empty text", () => textBody({ to }, { body: " " })],
    ["a text of 4097", () => textBody({ to }, { body: "x".repeat(4097) })],
    ["no buttons", () => buttonsBody({ to }, { body: "b", buttons: [] })],
    ["four buttons", () => buttonsBody({ to }, { body: "b", buttons: rows(4) })],
    ["a title twice", () => buttonsBody({ to }, { body: "b", buttons: [button, { ...button, id: "2" }] })],
    ["an id twice", () => buttonsBody({ to }, { body: "b", buttons: [button, { ...button, title: "No" }] })],
    [
      "a title of 21",
      () => buttonsBody({ to }, { body: "b", buttons: [{ id: "1", title: "x".repeat(21) }] }),
    ],
    ["a body of 1025", () => buttonsBody({ to }, { body: "x".repeat(1025), buttons: [button] })],
    ["a footer of 61", () => buttonsBody({ to }, { body: "b", footer: "x".repeat(61), buttons: [button] })],
    [
      "eleven rows in all",
      () =>
        listBody(
          { to },
          {
            ...list,
            sections: [
              { title: "a", rows: rows(6) },
              { title: "b", rows: rows(5) },
            ],
          },
        ),
    ],
    [
      "sections without titles",
      () => listBody({ to }, { ...list, sections: [{ rows: [row(1)] }, { rows: [row(2)] }] }),
    ],
    [
      "a section title of 25",
      () => listBody({ to }, { ...list, sections: [{ title: "x".repeat(25), rows: rows(1) }] }),
    ],
    [
      "a row title of 25",
      () => listBody({ to }, { ...list, sections: [{ rows: [{ id: "1", title: "x".repeat(25) }] }] }),
    ],
    [
      "a row description of 73",
      () => listBody({ to }, { ...list, sections: [{ rows: [{ ...row(1), description: "x".repeat(73) }] }] }),
    ],
    ["a row twice", () => listBody({ to }, { ...list, sections: [{ rows: [row(1), row(1)] }] })],
    ["a list button of 21", () => listBody({ to }, { ...list, button: "x".repeat(21) })],
    ["a link that is no web page", () => linkBody({ to }, { body: "b", label: "l", url: "javascript:1" })],
    ["a link label of 21", () => linkBody({ to }, { body: "b", label: "x".repeat(21), url: "https://a.b" })],
    [
      "a caption of 1025",
      () => documentBody({ to }, { mediaId: "1", filename: "f", caption: "x".repeat(1025) }),
    ],
    ["callback data of 513", () => textBody({ to, callbackData: "x".repeat(513) }, { body: "b" })],
    ["a template name in capitals", () => templateBody({ to }, { name: "Hello", language: "es" })],
    [
      "a value with a line break",
      () => templateBody({ to }, { name: "h", language: "es", bodyParameters: ["a\nb"] }),
    ],
    ["an empty value", () => templateBody({ to }, { name: "h", language: "es", bodyParameters: [""] })],
    [
      "a payload of 257",
      () => templateBody({ to }, { name: "h", language: "es", quickReplyPayloads: ["x".repeat(257)] }),
    ],
  ])("%s", (_name, build) => {
    expect(build).toThrow(expect.objectContaining({ name: "Fault", kind: "invalid" }));
  });
});
