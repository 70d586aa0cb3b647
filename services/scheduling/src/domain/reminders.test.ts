import { fc, test as property } from "@fast-check/vitest";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import type { Appointment } from "./appointment.ts";
import { judge, planReminders, reminderTruth } from "./reminders.ts";

const quiet = { from: "21:00", until: "08:00" };
const visit = (startsAt: string, patientTimeZone = "Europe/Madrid"): Appointment => ({
  appointmentId: "a1",
  tenantId: "t1",
  version: 1,
  status: "booked",
  patientId: "p1",
  contactId: "c1",
  visitTypeId: "checkup",
  practitionerId: "ruiz",
  startsAt: new Date(startsAt),
  endsAt: new Date(startsAt),
  timeZone: "Europe/Madrid",
  patientTimeZone,
});
const due = (appointment: Appointment, now: string) =>
  planReminders(appointment, quiet, new Date(now)).map(({ ruleId, dueAt }) => [ruleId, dueAt.toISOString()]);

test("a visit is reminded of three days and one day before", () => {
  expect(due(visit("2026-12-04T09:00:00Z"), "2026-11-26T12:00:00Z")).toEqual([
    ["before-72h", "2026-12-01T09:00:00.000Z"],
    ["before-24h", "2026-12-03T09:00:00.000Z"],
  ]);
});

test("a moment that has passed is not made up for", () => {
  expect(due(visit("2026-12-04T09:00:00Z"), "2026-12-02T12:00:00Z").map(([rule]) => rule)).toEqual([
    "before-24h",
  ]);
  expect(due(visit("2026-12-04T09:00:00Z"), "2026-12-03T12:00:00Z")).toEqual([]);
});

test("quiet hours are the patient's, not the clinic's", () => {
  // 09:00 in Madrid is 03:00 in New York, where the day begins at 08:00, 13:00 UTC.
  expect(due(visit("2026-12-04T08:00:00Z", "America/New_York"), "2026-11-26T12:00:00Z")).toEqual([
    ["before-72h", "2026-12-01T13:00:00.000Z"],
    ["before-24h", "2026-12-03T13:00:00.000Z"],
  ]);
});

test("an untrue reminder says why", () => {
  const appointment = visit("2026-12-04T09:00:00Z");
  const now = new Date("2026-12-01T09:00:00Z");
  expect(reminderTruth(appointment, 1, now)).toEqual({ kind: "true" });
  expect(reminderTruth({ ...appointment, version: 2 }, 1, now)).toEqual({ kind: "untrue", reason: "moved" });
  expect(reminderTruth({ ...appointment, status: "cancelled" }, 1, now)).toMatchObject({
    reason: "cancelled",
  });
  expect(reminderTruth(appointment, 1, appointment.startsAt)).toMatchObject({ reason: "past" });
});

test("a late reminder is said by day, waits in the night, and is missed when it no longer helps", () => {
  const appointment = visit("2026-12-04T09:00:00Z");
  const reminder = { version: 1, expiresAt: new Date("2026-12-03T08:00:00Z") };
  const verdict = (now: string) => judge(reminder, appointment, quiet, new Date(now));
  expect(verdict("2026-12-01T15:00:00Z")).toEqual({ kind: "said" });
  expect(verdict("2026-12-01T23:00:00Z")).toEqual({ kind: "later", dueAt: new Date("2026-12-02T07:00:00Z") });
  expect(verdict("2026-12-03T08:00:00Z")).toEqual({ kind: "missed" });
  expect(judge({ ...reminder, version: 2 }, appointment, quiet, new Date("2026-12-01T15:00:00Z"))).toEqual({
    kind: "void",
  });
  const early = { version: 1, expiresAt: new Date("2026-12-02T06:00:00Z") };
  expect(judge(early, appointment, quiet, new Date("2026-12-01T23:00:00Z"))).toEqual({ kind: "missed" });
});

const zones = [
  "Europe/Madrid",
  "America/New_York",
  "Asia/Kathmandu",
  "Pacific/Kiritimati",
  "Australia/Lord_Howe",
];
const moment = fc.date({ min: new Date("2026-01-01"), max: new Date("2029-12-31"), noInvalidDate: true });

property.prop([moment, moment, fc.constantFrom(...zones)])(
  "no reminder is due in quiet hours, in the past, or when it is useless",
  (startsAt, now, zone) => {
    const appointment = visit(startsAt.toISOString(), zone);
    for (const { dueAt, expiresAt } of planReminders(appointment, quiet, now)) {
      const local = Temporal.Instant.fromEpochMilliseconds(dueAt.getTime()).toZonedDateTimeISO(zone);
      expect(local.hour).toBeGreaterThanOrEqual(8);
      expect(local.hour).toBeLessThan(21);
      expect(dueAt.getTime()).toBeGreaterThan(now.getTime());
      expect(dueAt.getTime()).toBeLessThan(expiresAt.getTime());
      expect(expiresAt.getTime()).toBeLessThan(startsAt.getTime());
    }
  },
);
