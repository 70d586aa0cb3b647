import type { Booked } from "../ledger/record.ts";
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

/** Holds the reminders that were said against the visits that got an OK. What falls due after a moment may be said, or not. */
export function remindersIn(facts: Facts, asOf: number): Reminders {
  const total = { due: 0, missed: 0, extra: 0, early: 0 };
  const visits = new Map(facts.bookings.map((booking) => [booking.key, booking]));
  const visitors = new Set(facts.bookings.map(({ patient }) => patient));
  for (const [patient, said] of facts.said)
    if (!visitors.has(patient)) total.extra += said.filter(({ kind }) => kind === "reminder").length;
  for (const [patient, own] of Map.groupBy(visits.values(), (visit) => visit.patient)) {
    const heard = (facts.said.get(patient) ?? []).filter(({ kind }) => kind === "reminder");
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

function doubleBooked(visits: readonly Booked[]): number {
  const slots = visits.flatMap(({ slotId }) => slotId ?? []);
  return slots.length - new Set(slots).size;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
