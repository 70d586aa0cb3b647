import { expect, test } from "vitest";
import { type Appointment, cancel, confirm, move } from "./appointment.ts";

const now = new Date("2026-11-26T12:00:00Z");
const visit: Appointment = {
  appointmentId: "a1",
  tenantId: "t1",
  version: 2,
  status: "booked",
  patientId: "p1",
  contactId: "c1",
  visitTypeId: "checkup",
  practitionerId: "ruiz",
  startsAt: new Date("2026-11-28T09:00:00Z"),
  endsAt: new Date("2026-11-28T09:30:00Z"),
  timeZone: "Europe/Madrid",
  patientTimeZone: "Europe/Madrid",
};
const to = { ...visit, startsAt: new Date("2026-12-01T09:00:00Z"), endsAt: new Date("2026-12-01T09:30:00Z") };

test("a confirmation of what was read out is recorded once", () => {
  const change = confirm(visit, 2, now);
  expect(change).toMatchObject({ kind: "done", appointment: { status: "confirmed", version: 2 } });
  expect(confirm({ ...visit, status: "confirmed" }, 2, now)).toEqual({ kind: "already" });
});

test("a button of an older version does not touch the visit as it is now", () => {
  expect(confirm(visit, 1, now)).toEqual({ kind: "other-version" });
  expect(cancel(visit, 1, now)).toEqual({ kind: "other-version" });
});

test("a move is a new version that is not confirmed yet", () => {
  expect(move({ ...visit, status: "confirmed" }, to, now)).toMatchObject({
    kind: "done",
    appointment: { version: 3, status: "booked", startsAt: to.startsAt, appointmentId: "a1" },
  });
});

test("cancelling twice is no mistake, changing what is cancelled is", () => {
  const cancelled = { ...visit, status: "cancelled" as const };
  expect(cancel(visit, 0, now)).toMatchObject({
    kind: "done",
    appointment: { status: "cancelled", version: 3 },
  });
  expect(cancel(cancelled, 2, now)).toEqual({ kind: "already" });
  expect(move(cancelled, to, now)).toEqual({ kind: "cancelled" });
  expect(confirm(cancelled, 0, now)).toEqual({ kind: "cancelled" });
});

test("a visit that has begun stays as it was", () => {
  for (const rule of [confirm, cancel]) expect(rule(visit, 0, visit.startsAt)).toEqual({ kind: "past" });
});
