import { expect, test } from "vitest";
import { fallbackAt, fallbackGate, firstChannel, nextChannel, type Rules } from "./fallback.ts";
import { fallbackId } from "./fallback-id.ts";
import type { Intent, State } from "./intent.ts";
import { sampleIntent } from "./intent.fixture.ts";

const noon = new Date("2026-11-26T12:00:00Z");
const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
const rules: Rules = [
  { channel: "sms", when: ["failed", "unread"], unreadAfterMinutes: 240 },
  { channel: "email", when: ["failed", "asked"] },
];
const zone = "Europe/Madrid";
const reminder = {
  ...{ appointmentId: "a1", version: 1, startsAt: later(24 * 60) },
  ...{ clinicTimeZone: zone, patientTimeZone: zone },
};

function reminderIn(state: State, change: Partial<Intent> = {}, reason = ""): Intent {
  const history = [
    { state: "planned", at: later(-60), reason: "" },
    { state: "submitting", at: noon, reason: "" },
    { state, at: later(1), reason },
  ] as const;
  const rest = { intentClass: "reminder", expiresAt: later(22 * 60), changedAt: later(1), reminder } as const;
  return sampleIntent({ ...rest, state, history, ...change });
}

test.each([
  ["failed", rules, later(1), "sms", "failed by WhatsApp"],
  ["failed", rules.slice(1), later(1), "email", "failed by WhatsApp"],
  ["delivered", rules, later(240), "sms", "unread on WhatsApp for 240 minutes"],
  ["accepted", rules, later(240), "sms", "unread on WhatsApp for 240 minutes"],
  ["uncertain", rules, later(300), "sms", "unread on WhatsApp for 240 minutes"],
] as const)("%s, and the next channel says it", (state, some, now, channel, reason) => {
  expect(nextChannel(reminderIn(state), some, [], now)).toEqual({ kind: "say", channel, reason });
});

test.each([
  ["read", rules, [], later(300), "read"],
  ["suppressed", rules, [], later(1), "over"],
  ["expired", rules, [], later(1), "over"],
  ["failed", [], [], later(1), "no rule"],
  ["delivered", rules.slice(1), [], later(300), "no rule"],
  ["failed", rules, ["sms"], later(1), "said already"],
  ["failed", rules, [], later(22 * 60), "too late to help"],
] as const)("%s, and nobody says it: %#", (state, some, said, now, reason) => {
  expect(nextChannel(reminderIn(state), some, said, now)).toEqual({ kind: "none", reason });
});

test("not long unread, it waits for its time", () => {
  const next = nextChannel(reminderIn("delivered"), rules, [], later(239));
  expect(next).toEqual({ kind: "wait", until: later(240), reason: "not long unread" });
});

test("SMS failed: the next that the clinic names, and after the last nobody", () => {
  const next = (channel: "sms" | "email") => nextChannel(reminderIn("failed", { channel }), rules, [], noon);
  expect(next("sms")).toEqual({ kind: "say", channel: "email", reason: "failed by SMS" });
  expect(next("email")).toEqual({ kind: "none", reason: "no rule" });
});

test("what other channels took is not waited for: they do not say what was read", () => {
  expect(fallbackAt(reminderIn("accepted", { channel: "sms" }), rules)).toBeUndefined();
});

test("it is looked at when it failed, or has been unread for long enough, and never where nothing follows", () => {
  expect(fallbackAt(reminderIn("failed"), rules)).toEqual(later(1));
  expect(fallbackAt(reminderIn("delivered"), rules)).toEqual(later(240));
  expect(fallbackAt(reminderIn("read"), rules)).toBeUndefined();
  expect(fallbackAt(reminderIn("delivered"), [])).toBeUndefined();
});

test("a night's wait is no silence; being held back by WhatsApp is", () => {
  const waits = (reason: string) =>
    sampleIntent({ intentClass: "reminder", reminder, history: [{ state: "planned", at: noon, reason }] });
  expect(fallbackAt(waits("quiet hours"), rules)).toBeUndefined();
  expect(fallbackAt(waits("held: Account has been locked"), rules)).toEqual(later(240));
});

const facts: Parameters<typeof fallbackGate>[1] = {
  ...{ consent: "granted" as const, reminder: { stillTrue: true, reason: "" }, isConfirmed: false },
  quietHours: { from: "21:00", until: "08:00" },
};
const fallbackFor = (reason: string) =>
  reminderIn("planned", { channel: "sms", history: [{ state: "planned", at: noon, reason }] });
const failed = fallbackFor("failed by WhatsApp");
const unread = fallbackFor("unread on WhatsApp for 240 minutes");

test.each([
  ["as WhatsApp would let it", failed, "failed", {}, { kind: "send" }],
  ["read meanwhile", failed, "read", {}, { kind: "suppress", reason: "it was read on WhatsApp" }],
  [
    "a failure that arrived",
    failed,
    "delivered",
    {},
    { kind: "suppress", reason: "it arrived on WhatsApp after all" },
  ],
  ["unread, though it arrived", unread, "delivered", {}, { kind: "send" }],
  [
    "unread, and confirmed",
    unread,
    "delivered",
    { isConfirmed: true },
    { kind: "suppress", reason: "the visit was confirmed" },
  ],
  ["failed, and confirmed", failed, "failed", { isConfirmed: true }, { kind: "send" }],
  ["opted out", failed, "failed", { consent: "withdrawn" }, { kind: "suppress", reason: "opted-out" }],
  [
    "cancelled",
    failed,
    "failed",
    { reminder: { stillTrue: false, reason: "cancelled" } },
    { kind: "suppress", reason: "visit-cancelled" },
  ],
] as const)("in the moment before it goes: %s", (_name, intent, first, more, gate) => {
  expect(fallbackGate(intent, { ...facts, ...more }, reminderIn(first), noon)).toEqual(gate);
});

test("mail goes where SMS failed: what WhatsApp delivered and nobody read is no failure that arrived after all", () => {
  const mail = fallbackFor("failed by SMS");
  expect(fallbackGate(mail, facts, reminderIn("delivered"), noon).kind).toBe("send");
  const late = [...reminderIn("failed").history, { state: "delivered", at: later(2), reason: "" } as const];
  expect(fallbackGate(mail, facts, reminderIn("delivered", { history: late }), noon)).toEqual({
    kind: "suppress",
    reason: "it arrived on WhatsApp after all",
  });
  expect(fallbackGate(mail, facts, reminderIn("read"), noon).kind).toBe("suppress");
});

test("it waits for the morning, and ends where that is too late", () => {
  const night = new Date("2026-11-26T21:00:00Z");
  const gate = (now: Date) => fallbackGate(failed, facts, reminderIn("failed"), now);
  expect(gate(night)).toEqual({
    kind: "wait",
    until: new Date("2026-11-27T07:00:00Z"),
    reason: "quiet hours",
  });
  expect(gate(later(22 * 60))).toMatchObject({ kind: "expire" });
});

test("what read it first says so even by night", () => {
  const night = new Date("2026-11-26T21:00:00Z");
  expect(fallbackGate(failed, facts, reminderIn("read"), night).kind).toBe("suppress");
});

test("who asked for a channel gets it first, where the clinic lets them", () => {
  expect(firstChannel("email", rules)).toBe("email");
  expect(firstChannel("sms", rules)).toBe("whatsapp");
  expect(firstChannel(undefined, rules)).toBe("whatsapp");
});

test("an id follows from what it stands in for, and is a UUID", () => {
  const id = fallbackId("t1", "i1", "sms");
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(fallbackId("t1", "i1", "sms")).toBe(id);
  expect(new Set([id, fallbackId("t2", "i1", "sms"), fallbackId("t1", "i1", "email")]).size).toBe(3);
});
