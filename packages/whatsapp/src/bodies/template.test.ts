import { describe, expect, test } from "vitest";
import { templateBody } from "./template.ts";
import type { Template } from "./template.ts";

const to = { phone: "447700900123" };
const base = { name: "reminder_v1", language: "es" };
const built = (template: Partial<Template>): unknown =>
  templateBody({ to }, { ...base, ...template })["template"];
const component = (template: Partial<Template>): unknown =>
  (built(template) as { readonly components: readonly unknown[] }).components[0];

test("a template without variables has no components", () => {
  const empty = { bodyParameters: [], namedParameters: [], quickReplyPayloads: [], buttons: [] };
  expect(built({ ...empty, header: undefined })).toEqual({ name: "reminder_v1", language: { code: "es" } });
});

test("values in order, and quick replies in theirs", () => {
  expect(built({ bodyParameters: ["A", "B"], quickReplyPayloads: ["p0", "p1"] })).toEqual({
    name: "reminder_v1",
    language: { code: "es" },
    components: [
      {
        type: "body",
        parameters: [
          { type: "text", text: "A" },
          { type: "text", text: "B" },
        ],
      },
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
});

test("values by name", () => {
  const namedParameters = [
    { name: "clinic", value: "North Street" },
    { name: "when", value: "Tue 10:15" },
  ];
  expect(component({ namedParameters })).toEqual({
    type: "body",
    parameters: [
      { type: "text", parameter_name: "clinic", text: "North Street" },
      { type: "text", parameter_name: "when", text: "Tue 10:15" },
    ],
  });
});

test.each<readonly [Template["header"], unknown]>([
  [
    { kind: "text", text: "Ana" },
    { type: "text", text: "Ana" },
  ],
  [
    { kind: "text", text: "Ana", name: "who" },
    { type: "text", parameter_name: "who", text: "Ana" },
  ],
  [
    { kind: "image", mediaId: "1" },
    { type: "image", image: { id: "1" } },
  ],
  [
    { kind: "video", mediaId: "1" },
    { type: "video", video: { id: "1" } },
  ],
  [
    { kind: "document", mediaId: "1", filename: "a.pdf" },
    { type: "document", document: { id: "1", filename: "a.pdf" } },
  ],
  [
    { kind: "location", latitude: 1, longitude: 2, name: "N", address: "A" },
    { type: "location", location: { latitude: 1, longitude: 2, name: "N", address: "A" } },
  ],
])("a header of %o", (header, parameter) => {
  expect(component({ header })).toEqual({ type: "header", parameters: [parameter] });
});

test.each<readonly [NonNullable<Template["buttons"]>[number], string, unknown]>([
  [{ index: 1, kind: "quick-reply", payload: "p" }, "quick_reply", { type: "payload", payload: "p" }],
  [{ index: 9, kind: "url", suffix: "t/8f3c" }, "url", { type: "text", text: "t/8f3c" }],
  [
    { index: 0, kind: "copy-code", code: "VISIT1" },
    "copy_code",
    { type: "coupon_code", coupon_code: "VISIT1" },
  ],
  [
    { index: 0, kind: "flow", flowToken: "t", data: { day: "1" } },
    "flow",
    { type: "action", action: { flow_token: "t", flow_action_data: { day: "1" } } },
  ],
  [{ index: 0, kind: "flow" }, "flow", { type: "action", action: {} }],
])("a button of %o", (button, subType, parameter) => {
  expect(component({ buttons: [button] })).toEqual({
    type: "button",
    sub_type: subType,
    index: String(button.index),
    parameters: [parameter],
  });
});

describe("refused before sending", () => {
  test.each<readonly [string, Partial<Template>]>([
    ["a name in capitals", { name: "Hello" }],
    ["a name of 513", { name: "x".repeat(513) }],
    ["a language in words", { language: "spanish" }],
    ["values by place and by name", { bodyParameters: ["a"], namedParameters: [{ name: "n", value: "v" }] }],
    [
      "a name twice",
      {
        namedParameters: [
          { name: "n", value: "v" },
          { name: "n", value: "w" },
        ],
      },
    ],
    ["a value's name in capitals", { namedParameters: [{ name: "N", value: "v" }] }],
    ["a line break", { bodyParameters: ["a\nb"] }],
    ["a tab", { namedParameters: [{ name: "n", value: "a\tb" }] }],
    ["five spaces", { header: { kind: "text", text: "a     b" } }],
    ["an empty value", { bodyParameters: [""] }],
    ["values of 1025 in all", { bodyParameters: ["x".repeat(512), "x".repeat(513)] }],
    ["a place of 10", { buttons: [{ index: 10, kind: "url", suffix: "s" }] }],
    ["a place of -1", { buttons: [{ index: -1, kind: "url", suffix: "s" }] }],
    ["a place twice", { quickReplyPayloads: ["p"], buttons: [{ index: 0, kind: "url", suffix: "s" }] }],
    ["eleven buttons", { quickReplyPayloads: Array.from({ length: 11 }, String) }],
    ["an empty suffix", { buttons: [{ index: 0, kind: "url", suffix: "" }] }],
  ])("%s", (_name, change) => {
    expect(() => built(change)).toThrow(expect.objectContaining({ name: "Fault", kind: "invalid" }));
  });

  test("but not four spaces, nor values of 1024 in all, nor a name of 512", () => {
    expect(() => built({ bodyParameters: ["a    b"] })).not.toThrow();
    expect(() => built({ bodyParameters: ["x".repeat(512), "x".repeat(512)] })).not.toThrow();
    expect(() => built({ name: "x".repeat(512) })).not.toThrow();
  });
});
