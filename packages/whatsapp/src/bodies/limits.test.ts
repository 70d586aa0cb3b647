import { describe, expect, test } from "vitest";
import {
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
  templateBody,
  textBody,
  videoBody,
} from "./index.ts";

const to = { phone: "447700900123" };
const button = { id: "1", title: "Yes" };
const row = (n: number): { id: string; title: string } => ({ id: `slot:${n}`, title: `0${n}:00` });
const rows = (count: number, from = 0): { id: string; title: string }[] =>
  Array.from({ length: count }, (_, n) => row(from + n));
const list = { body: "b", button: "See", sections: [{ rows: rows(1) }] };
const link = { body: "b", label: "Open", url: "https://clinic.example" };
const flow = { body: "b", flowId: "1", label: "Open" };
const template = { name: "reminder", language: "es" };

// Two UTF-16 units, one character.
const wide = "𝒳";
const texts: readonly (readonly [part: string, max: number, build: (text: string) => unknown])[] = [
  ["text", 4096, (body) => textBody({ to }, { body })],
  ["callback data", 512, (callbackData) => textBody({ to, callbackData }, { body: "b" })],
  ["caption of a picture", 1024, (caption) => imageBody({ to }, { mediaId: "1", caption })],
  ["caption of a film", 1024, (caption) => videoBody({ to }, { mediaId: "1", caption })],
  ["caption of a file", 1024, (caption) => documentBody({ to }, { mediaId: "1", filename: "f", caption })],
  ["filename", 240, (filename) => documentBody({ to }, { mediaId: "1", filename })],
  ["body above buttons", 1024, (body) => buttonsBody({ to }, { body, buttons: [button] })],
  ["footer", 60, (footer) => buttonsBody({ to }, { body: "b", footer, buttons: [button] })],
  [
    "header",
    60,
    (text) => buttonsBody({ to }, { header: { kind: "text", text }, body: "b", buttons: [button] }),
  ],
  ["button id", 256, (id) => buttonsBody({ to }, { body: "b", buttons: [{ id, title: "t" }] })],
  ["button title", 20, (title) => buttonsBody({ to }, { body: "b", buttons: [{ id: "1", title }] })],
  ["body of a list", 4096, (body) => listBody({ to }, { ...list, body })],
  ["header of a list", 60, (header) => listBody({ to }, { ...list, header })],
  ["button of a list", 20, (name) => listBody({ to }, { ...list, button: name })],
  ["section title", 24, (title) => listBody({ to }, { ...list, sections: [{ title, rows: rows(1) }] })],
  ["row id", 200, (id) => listBody({ to }, { ...list, sections: [{ rows: [{ id, title: "t" }] }] })],
  ["row title", 24, (title) => listBody({ to }, { ...list, sections: [{ rows: [{ id: "1", title }] }] })],
  [
    "row description",
    72,
    (description) => listBody({ to }, { ...list, sections: [{ rows: [{ ...row(1), description }] }] }),
  ],
  ["link label", 20, (label) => linkBody({ to }, { ...link, label })],
  ["flow label", 20, (label) => flowBody({ to }, { ...flow, label })],
  ["request for a place", 1024, (body) => locationRequestBody({ to }, { body })],
  ["request for a number", 1024, (body) => contactRequestBody({ to }, { body })],
  ["template header", 60, (text) => templateBody({ to }, { ...template, header: { kind: "text", text } })],
  ["template value", 1024, (value) => templateBody({ to }, { ...template, bodyParameters: [value] })],
  [
    "template value by name",
    1024,
    (value) => templateBody({ to }, { ...template, namedParameters: [{ name: "when", value }] }),
  ],
  ["payload", 256, (payload) => templateBody({ to }, { ...template, quickReplyPayloads: [payload] })],
  [
    "code to copy",
    15,
    (code) => templateBody({ to }, { ...template, buttons: [{ index: 0, kind: "copy-code", code }] }),
  ],
];

const isInvalid = expect.objectContaining({ name: "Fault", kind: "invalid" });

describe("a text of the greatest length passes, and one character more does not", () => {
  test.each(texts)("%s: %i", (_part, max, build) => {
    expect(() => build(wide.repeat(max))).not.toThrow();
    expect(() => build(wide.repeat(max + 1))).toThrow(isInvalid);
  });

  test("and the fault does not repeat it", () => {
    for (const [, max, build] of texts) expect(() => build("secret".repeat(max))).not.toThrow(/secret/);
  });
});

const counts: readonly (readonly [part: string, min: number, max: number, build: (n: number) => unknown])[] =
  [
    ["buttons", 1, 3, (n) => buttonsBody({ to }, { body: "b", buttons: rows(n) })],
    ["rows in all", 1, 10, (n) => listBody({ to }, { ...list, sections: [{ rows: rows(n) }] })],
    [
      "rows of two sections",
      2,
      10,
      (n) => {
        const sections = [
          { title: "a", rows: rows(1) },
          { title: "b", rows: rows(n - 1, 1) },
        ];
        return listBody({ to }, { ...list, sections });
      },
    ],
    [
      "sections",
      1,
      10,
      (n) => {
        const sections = Array.from({ length: n }, (_, at) => ({ title: `${at}`, rows: rows(1, at) }));
        return listBody({ to }, { ...list, sections });
      },
    ],
    [
      "contact cards",
      1,
      257,
      (n) => contactsBody({ to }, { cards: Array.from({ length: n }, () => ({ formattedName: "A" })) }),
    ],
  ];

test.each(counts)("%s: %i to %i", (_part, min, max, build) => {
  expect(() => build(min)).not.toThrow();
  expect(() => build(max)).not.toThrow();
  expect(() => build(min - 1)).toThrow(isInvalid);
  expect(() => build(max + 1)).toThrow(isInvalid);
});

describe("refused before sending", () => {
  test.each<readonly [string, () => unknown]>([
    ["an empty text", () => textBody({ to }, { body: " " })],
    ["a file without an id", () => imageBody({ to }, { mediaId: "" })],
    ["a title twice", () => buttonsBody({ to }, { body: "b", buttons: [button, { ...button, id: "2" }] })],
    ["an id twice", () => buttonsBody({ to }, { body: "b", buttons: [button, { ...button, title: "No" }] })],
    ["a row twice", () => listBody({ to }, { ...list, sections: [{ rows: [row(1), row(1)] }] })],
    [
      "sections without titles",
      () => listBody({ to }, { ...list, sections: [{ rows: [row(1)] }, { rows: [row(2)] }] }),
    ],
    ["a link that is no web page", () => linkBody({ to }, { ...link, url: "javascript:1" })],
    ["an emoji in a flow's label", () => flowBody({ to }, { ...flow, label: "Go 🩺" })],
    ["a latitude beyond the pole", () => locationBody({ to }, { latitude: 90.1, longitude: 0 })],
    ["a longitude beyond the date line", () => locationBody({ to }, { latitude: 0, longitude: -180.1 })],
    ["a place that is nowhere", () => locationBody({ to }, { latitude: Number.NaN, longitude: 0 })],
    ["a card without a name", () => contactsBody({ to }, { cards: [{ formattedName: " " }] })],
    [
      "a phone without digits",
      () => contactsBody({ to }, { cards: [{ formattedName: "A", phones: [{ phone: "" }] }] }),
    ],
    ["a reaction in words", () => reactionBody({ to }, { wamid: "w", emoji: "ok" })],
    ["two emoji", () => reactionBody({ to }, { wamid: "w", emoji: "👍👍" })],
    ["a reaction to nothing", () => reactionBody({ to }, { wamid: "", emoji: "👍" })],
  ])("%s", (_name, build) => {
    expect(build).toThrow(isInvalid);
  });

  test.each(["👍", "👍🏽", "❤️", "❤", "👩‍⚕️", "🇪🇸", "1️⃣"])("but not the reaction %s", (emoji) => {
    expect(() => reactionBody({ to }, { wamid: "w", emoji })).not.toThrow();
  });

  test("and the ends of the earth are places", () => {
    expect(() => locationBody({ to }, { latitude: -90, longitude: 180 })).not.toThrow();
  });
});
