import { expect, test } from "vitest";
import { lifetimeMs } from "./expiry.ts";
import { priceOf } from "./pricing.ts";
import { prospect, type Standing } from "./prospect.ts";
import { answered, heard, isFreeEntry, isWindowOpen } from "./window.ts";

const hour = 3_600_000;
const usual: Standing = {
  state: "normal",
  isBlockedByUs: false,
  category: undefined,
  isWindowOpen: true,
  mayReach: true,
  isSameIdentity: true,
  phone: "447700900123",
};
const fails = (change: Partial<Standing>): unknown => {
  const seen = prospect({ ...usual, ...change });
  return seen.kind === "fails" ? seen.code : seen.kind;
};

test.each([
  ["usual", {}, "arrives"],
  ["nobody there", { state: undefined }, 131026],
  ["left WhatsApp", { state: "not-on-whatsapp" }, 131026],
  ["blocked by us, though outside the window", { isBlockedByUs: true, isWindowOpen: false }, 130403],
  ["another identity", { isSameIdentity: false }, 137000],
  ["free-form outside the window", { isWindowOpen: false }, 131047],
  ["a template outside the window", { isWindowOpen: false, category: "UTILITY" }, "arrives"],
  ["beyond the tier", { isWindowOpen: false, category: "UTILITY", mayReach: false }, 131048],
  ["an answer beyond the tier", { mayReach: false }, "arrives"],
  ["opted out of marketing", { state: "marketing-opt-out", category: "MARKETING" }, 131050],
  ["opted out of marketing, reminded", { state: "marketing-opt-out", category: "UTILITY" }, "arrives"],
  ["capped", { state: "marketing-capped", category: "MARKETING" }, 131049],
  ["an experiment", { state: "experiment", category: "MARKETING" }, 130472],
  ["marketing to the United States", { category: "MARKETING", phone: "12025550123" }, 131049],
  ["blocked us", { state: "blocked-us" }, "stays-sent"],
  ["offline", { state: "offline" }, "waits"],
] as const)("a message to somebody who is %s", (_, change, outcome) => {
  expect(fails(change)).toBe(outcome);
});

test("a window closes after 24 hours of the last message, and one told late does not shorten it", () => {
  const chat = heard({ phoneNumberId: "1", patientId: "p" }, 10 * hour, false);
  expect(isWindowOpen(chat, 34 * hour - 1)).toBe(true);
  expect(isWindowOpen(chat, 34 * hour)).toBe(false);
  expect(heard(chat, 9 * hour, false)).toEqual(chat);
});

test("an ad's visitor who is answered within a day may be written to for three days from the answer", () => {
  const visitor = heard({ phoneNumberId: "1", patientId: "p" }, 0, true);
  expect(isFreeEntry(visitor, 1)).toBe(false);
  const met = answered(visitor, 23 * hour);
  expect([isFreeEntry(met, 95 * hour - 1), isFreeEntry(met, 95 * hour)]).toEqual([true, false]);
  expect(isWindowOpen(met, 94 * hour)).toBe(true);
  expect(answered(met, 90 * hour)).toEqual(met);
  expect(isFreeEntry(answered(visitor, 24 * hour), 25 * hour)).toBe(false);
});

test("a thousand service messages are free, then they cost; templates cost by category, an ad's visitor nothing", () => {
  const service = { isFreeEntry: false, freeUsed: 999 };
  expect(priceOf(service)).toEqual({ type: "free_customer_service", category: "service" });
  expect(priceOf({ ...service, freeUsed: 1_000 })).toEqual({ type: "regular", category: "service" });
  const template = { category: "UTILITY" } as const;
  expect(priceOf({ ...service, template })).toEqual({ type: "regular", category: "utility" });
  expect(priceOf({ ...service, template, isFreeEntry: true }).type).toBe("free_entry_point");
});

test("a code is tried for ten minutes, anything else for thirty days, unless the template says otherwise", () => {
  expect(lifetimeMs({ category: "AUTHENTICATION" })).toBe(600_000);
  expect(lifetimeMs(undefined)).toBe(720 * hour);
  expect(lifetimeMs({ category: "AUTHENTICATION", message_send_ttl_seconds: -1 })).toBe(720 * hour);
  expect(lifetimeMs({ category: "UTILITY", message_send_ttl_seconds: 60 })).toBe(60_000);
});
