import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { accountFieldSamples, webhookOfField } from "../samples/index.ts";
import { accountEventOf } from "./account-events.ts";
import { accountFields } from "./account-fields.ts";
import { parseWebhook } from "./parse-webhook.ts";

test.each(accountFieldSamples)("%s", (field, value, expected) => {
  expect(accountEventOf(field, value)).toEqual(expected);
});

test("each field that WhatsApp documents has a sample, comes as one understood change, and is kept as it came", () => {
  const ofFields = accountFieldSamples.filter(([field]) => field !== "messages");
  expect(new Set(ofFields.map(([field]) => field))).toEqual(accountFields);
  for (const [field, value] of ofFields) {
    const { messages, statuses, others } = parseWebhook(webhookOfField(field, value));
    expect([messages, statuses]).toEqual([[], []]);
    expect(others).toMatchObject([{ field, understood: true, why: "account", at: new Date(1763800000000) }]);
    expect(others[0]?.value).toBe(value);
  }
});

test("what does not say what happened, or to which template, is no event", () => {
  const template = { message_template_name: "a", message_template_language: "es" };
  expect(accountEventOf("message_template_status_update", template)).toBeUndefined();
  expect(accountEventOf("message_template_status_update", { event: "APPROVED" })).toBeUndefined();
  expect(accountEventOf("message_template_quality_update", template)).toBeUndefined();
  expect(accountEventOf("template_category_update", template)).toBeUndefined();
  expect(accountEventOf("business_capability_update", { max_daily: 5 })).toBeUndefined();
  expect(accountEventOf("account_alerts", { alert_info: {} })).toBeUndefined();
});

test("an item of `messages` that nobody could read is no problem of the account", () => {
  const failed = { status: "failed", errors: [{ code: 131047, title: "Re-engagement message" }] };
  expect(accountEventOf("messages", failed)).toBeUndefined();
  expect(accountEventOf("messages", [{ title: "no code" }, 7, null])).toBeUndefined();
});

test("a restriction without a type is left out, and the others stay", () => {
  const value = {
    event: "ACCOUNT_RESTRICTION",
    restriction_info: [{ expiration: 5 }, { restriction_type: "R" }],
  };
  expect(accountEventOf("account_update", value)).toMatchObject({ restrictions: [{ type: "R" }] });
});

test.each([
  ["seconds as text", "1764000000", "2025-11-24T16:00:00.000Z"],
  ["seconds", 1764000000, "2025-11-24T16:00:00.000Z"],
  ["a day in words", "November 24, 2025", "2025-11-24T00:00:00.000Z"],
  ["a day in digits", "2025-11-24", "2025-11-24T00:00:00.000Z"],
  ["a moment with its zone", "2025-11-24T17:00:00+0100", "2025-11-24T16:00:00.000Z"],
  ["no date", "soon", undefined],
  ["nothing", "", undefined],
])("a ban from %s", (_name, date, expected) => {
  const value = { event: "DISABLED_UPDATE", ban_info: { waba_ban_state: "DISABLE", waba_ban_date: date } };
  const event = accountEventOf("account_update", value);
  const ban = event?.kind === "account-update" ? event.ban : undefined;
  expect(ban?.state).toBe("DISABLE");
  expect(ban?.date?.toISOString()).toBe(expected);
});

const anyField = fc.constantFrom("messages", "__proto__", ...accountFields);
const anyValue = fc.oneof(
  fc.jsonValue(),
  fc
    .tuple(fc.constantFrom(...accountFieldSamples), fc.jsonValue(), fc.nat())
    .map(([[, value], junk, place]) => {
      const keys = Object.keys(value);
      return Object.fromEntries([...Object.entries(value), [keys[place % keys.length] ?? "x", junk]]);
    }),
);

property.prop([anyField, anyValue])("nothing makes it throw", (field, value) => {
  expect(() => accountEventOf(field, value)).not.toThrow();
});
