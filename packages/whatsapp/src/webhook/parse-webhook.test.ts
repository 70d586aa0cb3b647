import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { parseWebhook } from "./parse-webhook.ts";
import { sampleNumber, valueOf, webhookOf } from "../samples/index.ts";

const good = {
  from: "447700900123",
  id: "wamid.good",
  timestamp: "1763800012",
  type: "text",
  text: { body: "x" },
};
const status = {
  id: "wamid.out",
  status: "delivered",
  timestamp: "1763800013",
  recipient_id: "447700900123",
};

test("statuses, with what tells them apart", () => {
  const failed = {
    ...status,
    status: "failed",
    biz_opaque_callback_data: "intent",
    errors: [{ code: 131047, title: "Re-engagement message" }],
    pricing: { category: "utility" },
  };
  const words = ["sent", "delivered", "read", "played", "failed", "warning"];
  const items = words.map((word) => ({ ...failed, status: word }));
  const { statuses } = parseWebhook(webhookOf(valueOf({ statuses: items })));
  expect(statuses.map((one) => one.status)).toEqual(["sent", "delivered", "read", "read", "failed", "other"]);
  expect(statuses[4]).toMatchObject({
    ...sampleNumber,
    id: "wamid.out",
    at: new Date(1763800013000),
    recipient: { phone: "447700900123" },
    callbackData: "intent",
    errorCode: 131047,
    pricingCategory: "utility",
  });
});

test("several entries, changes and items, in order", () => {
  const body = {
    object: "whatsapp_business_account",
    entry: ["1", "2"].map((id) => ({
      id,
      changes: [1, 2].map((n) => ({
        field: "messages",
        value: valueOf({
          messages: [
            { ...good, id: `${id}.${n}.a` },
            { ...good, id: `${id}.${n}.b` },
          ],
          statuses: [status],
        }),
      })),
    })),
  };
  const found = parseWebhook(body);
  expect(found.messages.map(({ wabaId, id }) => `${wabaId}/${id}`)).toEqual([
    "1/1.1.a",
    "1/1.1.b",
    "1/1.2.a",
    "1/1.2.b",
    "2/2.1.a",
    "2/2.1.b",
    "2/2.2.a",
    "2/2.2.b",
  ]);
  expect(found.statuses).toHaveLength(4);
  expect(found.others).toEqual([]);
});

test("fields of the account are understood, unknown ones are kept", () => {
  const change = (field: string): object => ({ field, value: { event: "X" } });
  const { others } = parseWebhook({
    object: "whatsapp_business_account",
    entry: [{ id: "9", time: 1763800000, changes: [change("account_update"), change("telepathy")] }],
  });
  expect(others).toMatchObject([
    {
      wabaId: "9",
      field: "account_update",
      understood: true,
      at: new Date(1763800000000),
      value: { event: "X" },
    },
    { wabaId: "9", field: "telepathy", understood: false, why: "unknown-field", value: { event: "X" } },
  ]);
});

test("errors and standby beside messages are kept and do not hide them", () => {
  const parts = { messages: [good], errors: [{ code: 131031 }], standby: { messages: [good] } };
  const found = parseWebhook(webhookOf(valueOf(parts)));
  expect(found.messages).toHaveLength(1);
  expect(found.others.map(({ why }) => why)).toEqual(["errors", "standby"]);
});

test.each([
  ["null", null],
  ["a number", 4],
  ["a list", []],
  ["an empty object", {}],
  ["another object", { object: "page", entry: [] }],
  ["entries that are none", { object: "whatsapp_business_account", entry: 5 }],
  ["an odd entry", { object: "whatsapp_business_account", entry: [7] }],
  ["an odd change", { object: "whatsapp_business_account", entry: [{ id: "1", changes: [null] }] }],
  ["a value without a number", webhookOf({ messages: [good] })],
  ["a value of nothing known", webhookOf(valueOf({ contacts: [] }))],
  ["messages that are no list", webhookOf(valueOf({ messages: "many" }))],
  ["a message without an id", webhookOf(valueOf({ messages: [{ ...good, id: "" }] }))],
  ["a message from nobody", webhookOf(valueOf({ messages: [{ ...good, from: "" }] }))],
  ["a status of nothing", webhookOf(valueOf({ statuses: [{ status: "sent" }] }))],
])("%s is one thing not understood", (_name, body) => {
  const found = parseWebhook(body);
  expect(found.messages.length + found.statuses.length).toBe(0);
  expect(found.others).toHaveLength(1);
  expect(found.others[0]?.understood).toBe(false);
});

const junk = fc.oneof(fc.jsonValue(), fc.constantFrom(good, status, null, [], {}, "", 0));

property.prop([fc.oneof(fc.jsonValue(), junk)])("nothing makes it throw", (body) => {
  expect(() => parseWebhook(body)).not.toThrow();
});

property.prop([fc.array(junk), fc.array(junk), fc.array(junk), fc.jsonValue()])(
  "good items survive any neighbours",
  (before, after, changes, contacts) => {
    const value = valueOf({
      contacts,
      messages: [...before, good, ...after],
      statuses: [...after, status, ...before],
    });
    const entry = { id: "1", changes: [...changes, { field: "messages", value }, ...changes] };
    const found = parseWebhook({ object: "whatsapp_business_account", entry: [...after, entry, ...before] });
    expect(found.messages.some(({ id, from }) => id === "wamid.good" && from.phone === good.from)).toBe(true);
    expect(found.statuses.some(({ id }) => id === "wamid.out")).toBe(true);
    const kept = found.messages.length + found.statuses.length + found.others.length;
    expect(kept).toBeGreaterThanOrEqual(2 * (before.length + after.length) + 2);
  },
);
