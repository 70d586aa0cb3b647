import { topics } from "@careline/contracts";
import { expect, test } from "vitest";
import { slotAt } from "../clinic.fixture.ts";
import { booked, type House, tenant } from "../test-house.ts";
import { checkReminder } from "./check-reminder.ts";

// Eleven on Friday at the clinic; its reminders are due on Tuesday and on Thursday.
const friday = slotAt("2040-03-09T10:00");
const tuesday = new Date("2040-03-06T10:00:00Z");
const thursday = new Date("2040-03-08T10:00:00Z");
const atOnce = 50;

/** When a reminder is said, and that it is said once. */
export function remindingSuite(house: () => House): void {
  test("reminders come when they are due, not before, with what they remind of", async () => {
    const { appointmentId } = booked(await house().book(friday, "ana"));
    expect(await house().ports.reminders.nextDueAt()).toEqual(tuesday);
    house().clock.moveTo(new Date(tuesday.getTime() - 1));
    expect(await house().fire(atOnce)).toBe(0);
    house().clock.moveTo(tuesday);
    expect(await house().fire(atOnce)).toBe(1);
    expect(await house().fire(atOnce)).toBe(0);
    house().clock.moveTo(thursday);
    await house().fire(atOnce);
    expect(await house().saidReminders()).toEqual(["before-72h", "before-24h"]);
    const [event] = await house().said(topics.reminderDue);
    expect(event).toMatchObject({
      tenantId: tenant,
      key: "ana",
      time: tuesday,
      id: event?.value.occurrenceId,
    });
    expect(event?.value).toMatchObject({ timeZone: "Europe/Madrid", appointment: { appointmentId } });
  });

  test("three schedulers that look at once say each reminder once", async () => {
    const slots = ["08:00", "08:30", "09:00", "09:30", "10:00", "10:30", "11:00", "11:30"];
    for (const [index, slot] of slots.entries())
      booked(await house().book(slotAt(`2040-03-09T${slot}`), `c${index}`));
    house().clock.moveTo(new Date("2040-03-06T12:00:00Z"));
    const schedulers = [house(), await house().replica(), await house().replica()];
    for (let round = 0; round < 4; round += 1) await Promise.all(schedulers.map(({ fire }) => fire(3)));
    const said = await house().said(topics.reminderDue);
    expect(said).toHaveLength(8);
    expect(new Set(said.map(({ id }) => id)).size).toBe(8);
    const audits = (await house().said(topics.auditRecorded)).filter(
      ({ value }) => value.action === "reminder.said",
    );
    expect(audits).toHaveLength(8);
  });

  test("a reminder that comes too late to help is missed, and recorded as a failure", async () => {
    booked(await house().book(friday, "ana"));
    house().clock.moveTo(new Date("2040-03-09T08:00:00Z"));
    await house().fire(atOnce);
    expect(await house().saidReminders()).toEqual([]);
    expect(await house().reminderStates()).toEqual({ "1 before-72h": "missed", "1 before-24h": "missed" });
    const audits = (await house().said(topics.auditRecorded)).map(
      ({ value }) => `${value.action} ${value.outcome}`,
    );
    expect(audits.slice(1)).toEqual(["reminder.missed failure", "reminder.missed failure"]);
  });

  test("a late one waits for the morning instead of waking anybody", async () => {
    booked(await house().book(friday, "ana"));
    house().clock.moveTo(new Date("2040-03-06T21:30:00Z"));
    await house().fire(atOnce);
    expect(await house().saidReminders()).toEqual([]);
    const eight = new Date("2040-03-07T07:00:00Z");
    expect(await house().ports.reminders.nextDueAt()).toEqual(eight);
    house().clock.moveTo(eight);
    await house().fire(atOnce);
    expect(await house().saidReminders()).toEqual(["before-72h"]);
  });

  test("nothing is said for a visit that was cancelled, or for the time from which it was moved", async () => {
    const first = booked(await house().book(friday, "ana"));
    const second = booked(await house().book(slotAt("2040-03-09T11:00"), "ben"));
    await house().cancel(first.appointmentId, "ana");
    await house().move(second.appointmentId, slotAt("2040-03-12T11:00"), "ben");
    house().clock.moveTo(new Date("2040-03-09T12:00:00Z"));
    await house().fire(atOnce);
    const said = await house().said(topics.reminderDue);
    expect(said.map(({ key, value }) => [key, value.ruleId, value.appointment?.version])).toEqual([
      ["ben", "before-72h", 2n],
    ]);
  });

  test("a reminder and a cancellation at the same moment: one of them came first, whole", async () => {
    const { appointmentId } = booked(await house().book(friday, "ana"));
    house().clock.moveTo(tuesday);
    await Promise.all([house().fire(atOnce), house().cancel(appointmentId, "ana")]);
    const states = await house().reminderStates();
    const said = await house().saidReminders();
    expect(states["1 before-24h"]).toBe("void");
    expect(said).toEqual(states["1 before-72h"] === "said" ? ["before-72h"] : []);
  });

  test("a clinic that left does not stop the reminders of others", async () => {
    booked(await house().book(friday, "ana"));
    await house()
      .store.collection("occurrences")
      .updateMany({ ruleId: "before-72h" }, { $set: { tenantId: "gone" } });
    house().clock.moveTo(thursday);
    await house().fire(atOnce);
    expect(await house().saidReminders()).toEqual(["before-24h"]);
  });

  test("before it is sent, a reminder is asked whether it is still true", async () => {
    const { appointmentId } = booked(await house().book(friday, "ana"));
    house().clock.moveTo(tuesday);
    await house().fire(atOnce);
    const [event] = await house().said(topics.reminderDue);
    const check = checkReminder(house().ports);
    const id = event?.id ?? "";
    expect(await check(tenant, id)).toMatchObject({ stillTrue: true, appointment: { appointmentId } });
    expect(await check("south", id)).toEqual({ stillTrue: false, reason: "unknown" });
    await house().ports.reminders.settle(tenant, id, "sent", tuesday);
    await house().move(appointmentId, slotAt("2040-03-12T11:00"), "ana");
    expect(await check(tenant, id)).toEqual({ stillTrue: false, reason: "moved" });
    await house().cancel(appointmentId, "ana");
    expect(await check(tenant, id)).toEqual({ stillTrue: false, reason: "cancelled" });
  });
}
