import type fc from "fast-check";
import { expect } from "vitest";
import type { House } from "../test-house.ts";
import { compareReminders } from "./compare-reminders.ts";
import type { Notebook, Place } from "./notebook.ts";

export type Step = fc.AsyncCommand<Notebook, House>;

function step(name: string, run: Step["run"]): Step {
  return { check: () => true, run, toString: () => name };
}

export function book(contact: string, place: Place): Step {
  return step(`${contact} books ${new Date(place.startsAt).toISOString()}`, async (notebook, house) => {
    const result = await house.book(place.slotId, contact);
    expect(result.kind === "done").toBe(notebook.canBook(place));
    if (result.kind === "done")
      notebook.visits.push({
        id: result.appointment.appointmentId,
        contact,
        place,
        version: 1,
        isLive: true,
      });
  });
}

export function move(nth: number, place: Place): Step {
  return step(`visit ${nth} moves to ${new Date(place.startsAt).toISOString()}`, async (notebook, house) => {
    const visit = notebook.visits[nth];
    if (visit === undefined) return;
    const may = notebook.isOpen(visit) && notebook.canBook(place);
    const result = await house.move(visit.id, place.slotId, visit.contact);
    expect(result.kind === "done").toBe(may);
    if (may) Object.assign(visit, { place, version: visit.version + 1 });
  });
}

export function cancel(nth: number): Step {
  return step(`visit ${nth} is cancelled`, async (notebook, house) => {
    const visit = notebook.visits[nth];
    if (visit === undefined) return;
    const { change } = await house.cancel(visit.id, visit.contact);
    expect(change === "done").toBe(notebook.isOpen(visit));
    if (change === "done") Object.assign(visit, { isLive: false, version: visit.version + 1 });
  });
}

export function confirm(nth: number): Step {
  return step(`visit ${nth} is confirmed`, async (notebook, house) => {
    const visit = notebook.visits[nth];
    if (visit === undefined) return;
    const { change } = await house.confirm(visit.id, visit.contact, visit.version);
    expect(["done", "already"].includes(change)).toBe(notebook.isOpen(visit));
  });
}

/** Time passes and two schedulers look: at every due moment on the way, or only at the end when they were down. */
export function pass(hours: number, isDown: boolean): Step {
  return step(`${hours} hours pass${isDown ? ", schedulers down" : ""}`, async (notebook, house) => {
    notebook.now += hours * 3_600_000;
    notebook.wasDown ||= isDown;
    const end = new Date(notebook.now);
    const look = () => Promise.all([house.fire(50), house.fire(50)]);
    const next = () => house.ports.reminders.nextDueAt();
    for (let due = isDown ? undefined : await next(); due !== undefined && due <= end; due = await next()) {
      house.clock.moveTo(due);
      await look();
    }
    house.clock.moveTo(end);
    await look();
    await compareReminders(notebook, house);
  });
}
