import { topics } from "@careline/contracts";
import { AppointmentChange } from "@careline/contracts/scheduling/v1/events";
import { expect, test } from "vitest";
import { slotAt } from "../clinic.fixture.ts";
import { booked, type House, tenant } from "../test-house.ts";

const thursday = slotAt("2040-03-08T10:00");
const friday = slotAt("2040-03-09T10:00");

/** How a visit comes to be, moves and ends: once, told once, with the reminders that are true. */
export function bookingSuite(house: () => House): void {
  const told = async () => (await house().said(topics.appointmentChanged)).map(({ value }) => value.change);
  const audited = async () => (await house().said(topics.auditRecorded)).map(({ value }) => value.action);

  test("a visit is booked, told, recorded, and its reminders planned", async () => {
    const visit = booked(await house().book(thursday, "ana"));
    expect(visit).toMatchObject({
      version: 1,
      status: "booked",
      practitionerId: "ruiz",
      timeZone: "Europe/Madrid",
    });
    const [event] = await house().said(topics.appointmentChanged);
    expect(event).toMatchObject({ tenantId: tenant, key: visit.appointmentId });
    expect(event?.value.appointment?.startsAt).toEqual(new Date("2040-03-08T10:00:00Z"));
    const [audit] = await house().said(topics.auditRecorded);
    expect(audit?.value).toMatchObject({
      action: "appointment.booked",
      patientRef: "patient-ana",
      requestId: "r1",
    });
    expect(await house().reminderStates()).toEqual({ "1 before-72h": "waiting", "1 before-24h": "waiting" });
    expect(await house().held(thursday, "ben")).toBe("taken");
  });

  test("the same key books once and answers the same, at once or later, and moves no other visit", async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => house().book(thursday, "ana", "key-1")));
    const later = await house().book(friday, "ana", "key-1");
    expect(
      new Set([...all, later].filter(({ kind }) => kind === "done").map((one) => booked(one).appointmentId))
        .size,
    ).toBe(1);
    expect(booked(later)).toMatchObject({ startsAt: new Date("2040-03-08T10:00:00Z") });
    expect(await told()).toEqual([AppointmentChange.BOOKED]);
    await expect(house().book(friday, "ben", "key-1")).rejects.toMatchObject({ kind: "invalid" });
  });

  test("a moved visit leaves its time and its reminders", async () => {
    const { appointmentId } = booked(await house().book(thursday, "ana"));
    const moved = booked(await house().move(appointmentId, friday, "ana", "key-2"));
    expect(booked(await house().move(appointmentId, friday, "ana", "key-2"))).toEqual(moved);
    expect(moved).toMatchObject({ appointmentId, version: 2, startsAt: new Date("2040-03-09T10:00:00Z") });
    expect(await house().reminderStates()).toEqual({
      "1 before-72h": "void",
      "1 before-24h": "void",
      "2 before-72h": "waiting",
      "2 before-24h": "waiting",
    });
    expect(await told()).toEqual([AppointmentChange.BOOKED, AppointmentChange.MOVED]);
    booked(await house().book(thursday, "ben"));
    expect(await house().held(friday, "ben")).toBe("taken");
  });

  test("a cancelled visit frees its time, voids its reminders and cannot come back", async () => {
    const { appointmentId } = booked(await house().book(thursday, "ana"));
    expect(await house().cancel(appointmentId, "ana")).toMatchObject({ change: "done" });
    expect(await house().cancel(appointmentId, "ana")).toMatchObject({ change: "already" });
    expect(await house().confirm(appointmentId, "ana")).toMatchObject({ change: "cancelled" });
    expect(await house().move(appointmentId, friday, "ana")).toEqual({ kind: "not-booked" });
    expect(await house().held(friday, "ben")).not.toBe("taken");
    expect(Object.values(await house().reminderStates())).toEqual(["void", "void"]);
    booked(await house().book(thursday, "ben"));
    expect(await audited()).toEqual(["appointment.booked", "appointment.cancelled", "appointment.booked"]);
  });

  test("a confirmation holds for the time that was read, and is recorded once", async () => {
    const { appointmentId } = booked(await house().book(thursday, "ana"));
    const both = await Promise.all([1, 2].map(() => house().confirm(appointmentId, "ana", 1)));
    expect(both.map(({ change }) => change).sort()).toEqual(["already", "done"]);
    await house().move(appointmentId, friday, "ana");
    expect(await house().confirm(appointmentId, "ana", 1)).toMatchObject({
      change: "other-version",
      appointment: { status: "booked", version: 2 },
    });
    expect((await told()).filter((change) => change === AppointmentChange.CONFIRMED)).toHaveLength(1);
  });

  test("confirmed and cancelled at once ends cancelled or refused, never both in one", async () => {
    const { appointmentId } = booked(await house().book(thursday, "ana"));
    await Promise.all([house().confirm(appointmentId, "ana"), house().cancel(appointmentId, "ana")]);
    const visit = await house().ports.diary.appointment(tenant, appointmentId);
    expect(visit).toMatchObject({ status: "cancelled", version: 2 });
  });

  test("nothing of one tenant or contact exists for another", async () => {
    const { appointmentId } = booked(await house().book(thursday, "ana"));
    const missing = { kind: "missing" };
    await expect(house().cancel(appointmentId, "ana", 0, "south")).rejects.toMatchObject(missing);
    await expect(house().confirm(appointmentId, "ben")).rejects.toMatchObject(missing);
    await expect(house().held(thursday, "ana", "nowhere")).rejects.toMatchObject(missing);
    expect(await house().ports.diary.appointment("south", appointmentId)).toBeUndefined();
    expect(await house().ports.diary.list("south", { contactId: "ana", size: 9, token: "" })).toEqual({
      appointments: [],
      next: "",
    });
    const holdId = await house().held(friday, "ana");
    expect(await house().bookHold(holdId, "ana", "south")).toEqual({ kind: "hold-expired" });
    await house().release("south", holdId, "ana");
    expect(await house().held(friday, "ben")).toBe("taken");
    // The same time is another time at another clinic, and the same key another key.
    booked(await house().book(friday, "ana", "key-3", "south"));
  });

  test("visits are listed soonest first, page by page, the upcoming ones alone on request", async () => {
    const starts = [
      "2040-03-09T08:00",
      "2040-03-08T08:00",
      "2040-03-12T08:00",
      "2040-03-06T08:00",
      "2040-03-07T08:00",
    ];
    for (const at of starts) booked(await house().book(slotAt(at), "ana"));
    const pages: string[][] = [];
    for (let token = "", more = true; more;) {
      const { appointments, next } = await house().ports.diary.list(tenant, {
        contactId: "ana",
        size: 2,
        token,
      });
      pages.push(appointments.map(({ startsAt }) => startsAt.toISOString().slice(8, 10)));
      token = next;
      more = next !== "";
    }
    expect(pages).toEqual([["06", "07"], ["08", "09"], ["12"]]);
    const notBefore = new Date("2040-03-08T09:00:00Z");
    const { appointments } = await house().ports.diary.list(tenant, {
      contactId: "ana",
      notBefore,
      size: 9,
      token: "",
    });
    expect(appointments).toHaveLength(2);
  });
}
