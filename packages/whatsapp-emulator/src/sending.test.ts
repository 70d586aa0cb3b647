import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, number, type House } from "./house.fixture.ts";
import { jsonAt, listAt } from "./rules/json.ts";
import { paused, reminder, reminderSend } from "./templates.fixture.ts";

let house: House;
let to: string;
beforeAll(async () => {
  house = await openHouse({ templates: [reminder, paused] });
  ({ phone: to } = await house.patient());
});
afterAll(() => house.close());

const button = (id: string, title: string) => ({ type: "reply", reply: { id, title } });
const buttons = (...all: readonly unknown[]) => ({
  type: "interactive",
  interactive: { type: "button", body: { text: "?" }, action: { buttons: all } },
});
const list = (rows: number, description = "d") => ({
  type: "interactive",
  interactive: {
    type: "list",
    body: { text: "Times" },
    action: {
      button: "See",
      sections: [
        { rows: Array.from({ length: rows }, (_, row) => ({ id: `r${row}`, title: `${row}`, description })) },
      ],
    },
  },
});
const templateWith = (change: (template: Record<string, unknown>) => void) => {
  const send = structuredClone(reminderSend());
  change(send["template"] as Record<string, unknown>);
  return send;
};

const refused: readonly [string, Record<string, unknown>, number][] = [
  ["an empty text", { text: { body: " " } }, 100],
  ["a text of 4097 characters", { text: { body: "x".repeat(4097) } }, 100],
  ["a text without body", { text: {} }, 131008],
  ["a misspelt member", { text: { body: "x", preview: true } }, 100],
  ["an unknown type", { type: "telegram", telegram: {} }, 100],
  ["a type without its member", { type: "interactive" }, 131008],
  ["four buttons", buttons(button("1", "a"), button("2", "b"), button("3", "c"), button("4", "d")), 131009],
  ["a button title of 21 characters", buttons(button("1", "x".repeat(21))), 131009],
  ["two buttons with one id", buttons(button("1", "a"), button("1", "b")), 131009],
  ["eleven rows", list(11), 131009],
  ["a row description of 73 characters", list(1, "x".repeat(73)), 131009],
  ["media that was never uploaded", { type: "document", document: { id: "123456789" } }, 100],
  ["a location off the globe", { type: "location", location: { latitude: 91, longitude: 0 } }, 131009],
  [
    "callback data of 513 characters",
    { text: { body: "x" }, biz_opaque_callback_data: "x".repeat(513) },
    100,
  ],
  ["a template that does not exist", templateWith((template) => (template["name"] = "nope")), 132001],
  [
    "a template in another language",
    templateWith((template) => (template["language"] = { code: "es" })),
    132001,
  ],
  ["a paused template", templateWith((template) => (template["name"] = "paused_one")), 132015],
  ["a template without its values", templateWith((template) => (template["components"] = [])), 132000],
  ["a value with a line break", reminderSend("Tue\n10:15"), 132018],
  ["a rendered body that is too long", reminderSend("x".repeat(1020)), 132005],
];

test.each(refused)("%s is refused as Meta does", async (_, content, code) => {
  const { status, json, headers } = await house.send(to, content);
  expect(jsonAt(json, "error")).toMatchObject({ code, fbtrace_id: expect.stringMatching(/^A/) });
  expect(status).toBe(code === 132001 ? 404 : 400);
  expect(headers.get("www-authenticate")).toContain(`(#${code})`);
});

test("limits are met exactly: what just fits is taken", async () => {
  const titles = buttons(button("1", "🙂".repeat(20)), button("2", "b"), button("3", "c"));
  for (const content of [
    { text: { body: "x".repeat(4096) } },
    titles,
    list(10, "x".repeat(72)),
    reminderSend(),
  ]) {
    expect((await house.send(to, content)).status).toBe(200);
  }
});

test("only a template send tells a message_status; input is echoed and wa_id is digits", async () => {
  const spaced = `+${to.slice(0, 2)} ${to.slice(2)}`;
  const { json } = await house.send(spaced, { text: { body: "x" } });
  expect(json["contacts"]).toEqual([{ input: spaced, wa_id: to }]);
  expect(listAt(json, "messages")).toEqual([{ id: expect.stringMatching(/^wamid\./) }]);
  const template = await house.send(to, reminderSend());
  expect(listAt(template.json, "messages")[0]).toMatchObject({ message_status: "accepted" });
});

test("tokens: none is 401/104, another is 401/190, an unknown number is 400/100/33", async () => {
  const url = `${house.emulator.url}/v26.0/${number}/messages`;
  const none = await fetch(url, { method: "POST", body: "{}" });
  expect([none.status, jsonAt(await none.json(), "error")?.["code"]]).toEqual([401, 104]);
  const wrong = await fetch(url, { method: "POST", body: "{}", headers: { authorization: "Bearer x" } });
  expect([wrong.status, jsonAt(await wrong.json(), "error")?.["code"]]).toEqual([401, 190]);
  const unknown = await house.graph("POST", "999999999/messages", {});
  expect(unknown.status).toBe(400);
  expect(unknown.json["error"]).toMatchObject({ code: 100, error_subcode: 33, type: "GraphMethodException" });
});

test("a body that is no JSON object, and one without messaging_product, are refused with 100", async () => {
  const url = `${house.emulator.url}/v26.0/${number}/messages`;
  const broken = await fetch(url, { method: "POST", body: "{", headers: { authorization: "Bearer token" } });
  expect([broken.status, jsonAt(await broken.json(), "error")?.["code"]]).toEqual([400, 100]);
  const lacking = await house.graph("POST", `${number}/messages`, { to, text: { body: "x" } });
  expect(jsonAt(lacking.json, "error")?.["code"]).toBe(100);
});

test("the own number, no recipient, and nonsense are refused", async () => {
  expect(jsonAt((await house.send("12025550100", { text: { body: "x" } })).json, "error")?.["code"]).toBe(
    131021,
  );
  expect(jsonAt((await house.send("", { text: { body: "x" } })).json, "error")?.["code"]).toBe(100);
  expect(jsonAt((await house.send("12ab", { text: { body: "x" } })).json, "error")?.["code"]).toBe(131009);
});

test("templates are listed in pages, and the number tells who it is", async () => {
  const first = await house.graph("GET", "102030405060708/message_templates?limit=1");
  expect(listAt(first.json, "data")).toMatchObject([{ name: "visit_reminder", status: "APPROVED" }]);
  const after = jsonAt(jsonAt(first.json, "paging"), "cursors")?.["after"];
  const second = await house.graph("GET", `102030405060708/message_templates?limit=1&after=${String(after)}`);
  expect(listAt(second.json, "data")).toMatchObject([{ name: "paused_one", status: "PAUSED" }]);
  const about = await house.graph("GET", `${number}?fields=status,quality_rating`);
  expect(about.json).toEqual({ status: "CONNECTED", quality_rating: "GREEN", id: number });
});
