import type { Booked } from "../ledger/record.ts";
import type { Elsewhere } from "./elsewhere.ts";
import type { Facts } from "./facts.ts";

export interface Reminders {
  readonly visits: number;
  /** Visits whose reminder must have been said. */
  readonly due: number;
  readonly missed: number;
  /** More than there may be. */
  readonly extra: number;
  readonly early: number;
  /** Times of a practitioner that two visits have at once. */
  readonly doubleBooked: number;
}

/**
 * Holds the reminders that were said, by whatever channel, against the visits that got an OK. What falls due after a moment
 * may be said, or not.
 */
export function remindersIn(facts: Facts, elsewhere: readonly Elsewhere[], asOf: number): Reminders {
  const total = { due: 0, missed: 0, extra: 0, early: 0 };
  const visits = new Map(facts.bookings.map((booking) => [booking.key, booking]));
  const visitors = new Set(facts.bookings.map(({ patient }) => patient));
  const all = heardBy(facts, elsewhere);
  for (const [patient, heard] of all) if (!visitors.has(patient)) total.extra += heard.length;
  for (const [patient, own] of Map.groupBy(visits.values(), (visit) => visit.patient)) {
    const heard = all.get(patient) ?? [];
    const intents = new Set(heard.map(({ intent }) => intent)).size;
    const least = sum(own.filter(({ dueAt }) => dueAt < asOf).map((visit) => visit.least));
    const firstDueAt = Math.min(...own.map(({ dueAt }) => dueAt));
    total.due += least;
    total.missed += Math.max(0, least - intents);
    total.extra += Math.max(0, intents - sum(own.map((visit) => visit.most)));
    total.early += heard.filter(({ at }) => at < firstDueAt).length;
  }
  return { visits: visits.size, ...total, doubleBooked: doubleBooked([...visits.values()]) };
}

/** By patient. What another channel said is the reminder in whose place it stands: said both ways, it is one. */
function heardBy({ said }: Facts, elsewhere: readonly Elsewhere[]) {
  const reminders = [...said.values()].flat().filter(({ kind }) => kind === "reminder");
  const others = elsewhere.map(({ patient, first, at }) => ({ patient, intent: first, at }));
  return Map.groupBy([...reminders, ...others], ({ patient }) => patient);
}

function doubleBooked(visits: readonly Booked[]): number {
  const slots = visits.flatMap(({ slotId }) => slotId ?? []);
  return slots.length - new Set(slots).size;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
