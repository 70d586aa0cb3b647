import type { Facts } from "./facts.ts";

export interface Reminders {
  readonly bookings: number;
  readonly due: number;
  readonly missed: number;
  /** More than one, or one that must not come. */
  readonly extra: number;
  readonly early: number;
}

/** Holds the reminders that were said against the bookings that got an OK: the last word on a patient's visit counts. */
export function remindersIn(facts: Facts): Reminders {
  const total = { due: 0, missed: 0, extra: 0, early: 0 };
  const byPatient = Map.groupBy(facts.bookings, ({ patient }) => patient);
  for (const [patient, bookings] of byPatient) {
    const last = bookings.at(-1);
    if (last === undefined) continue;
    const heard = (facts.said.get(patient) ?? []).filter(({ kind }) => kind === "reminder");
    const intents = new Set(heard.map(({ intent }) => intent)).size;
    total.due += last.reminders;
    total.missed += Math.max(0, last.reminders - intents);
    total.extra += Math.max(0, intents - last.reminders);
    total.early += heard.filter(({ at }) => last.reminders === 1 && at < last.dueAt).length;
  }
  return { bookings: facts.bookings.length, ...total };
}
