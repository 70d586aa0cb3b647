import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Slot } from "@careline/contracts/scheduling/v1/scheduling_service";
import type { Operator } from "@careline/local/operator";
import { quickVisit } from "../house/clinic.ts";
import type { EmulatorChild } from "../house/emulator.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Booked } from "../ledger/record.ts";
import type { Person } from "./contacts.ts";

export interface ClinicOptions {
  readonly as: Operator;
  readonly emulator: EmulatorChild;
  readonly ledger: Ledger;
  readonly chance: () => number;
  readonly perSecond: number;
  /** Somebody who writes; they have consented once they heard something after it. */
  readonly someone: (chance: () => number) => Person | undefined;
  /** No reminder may fall due later: nobody would wait for it. */
  readonly lastDueAt: number;
}

export interface ClinicLoad {
  /** Has, or may soon have, a visit. */
  isVisitor(person: Person): boolean;
  /** How many reminders must have been said by now. */
  due(now: number): number;
  /** Resolves when every visit that was begun has its OK. */
  finish(): Promise<void>;
}

const dayMs = 86_400_000;
// What is booked for a moment nearer than this could be in the past when the call arrives.
const leadMs = 15_000;
// Nearer to its reminder nobody can tell whether a visit was changed before or after it.
const safeMs = 3_000;
const patienceMs = 90_000;

/** The clinic's side: visits are booked, some moved or cancelled, so that their reminders fall due within the run. */
export function startClinic(options: ClinicOptions): ClinicLoad {
  const { chance, perSecond, someone, lastDueAt, ledger } = options;
  const visits = new Map<string, Booked>();
  const visitors = new Set<string>();
  const note = (entry: Booked): void => {
    visits.set(entry.key, entry);
    ledger.add(entry);
  };
  const running = new Set<Promise<void>>();
  const timer = setInterval(() => {
    if (chance() >= perSecond / 4 || Date.now() + leadMs > lastDueAt) return;
    const person = someone(chance);
    if (person === undefined) return;
    visitors.add(person.patient);
    const visit = visitOf(options, person, note).finally(() => running.delete(visit));
    running.add(visit);
  }, 250);
  return {
    isVisitor: ({ patient }) => visitors.has(patient),
    due: (now) => [...visits.values()].filter(({ least, dueAt }) => least === 1 && dueAt < now).length,
    async finish() {
      clearInterval(timer);
      await Promise.allSettled(running);
    },
  };
}

async function visitOf(
  options: ClinicOptions,
  { patient }: Person,
  keep: (entry: Booked) => void,
): Promise<void> {
  const { as, emulator, chance } = options;
  const intentId = emulator.firstIntentOf(patient);
  if (intentId === undefined) return;
  const { tenantId } = as;
  const { intent } = await again(() => as.notification.getIntent({ intentId }, { tenantId }));
  const contactId = intent?.contactId ?? "";
  const key = randomUUID();
  const slot = await held(options, contactId);
  if (slot === undefined) return;
  const dueAt = dueOf(slot.slot);
  const note = (of: Slot | undefined, least: 0 | 1, most: 0 | 1 | 2, due: number): void =>
    keep({
      ...{ type: "booked", key, patient, least, most, dueAt: due, at: Date.now() },
      ...(of !== undefined && { slotId: of.slotId }),
    });
  // Until the call is answered it may be booked, or not.
  note(undefined, 0, 1, dueAt);
  const request = { idempotencyKey: key, contactId, patientId: `visitor-${contactId}`, patientTimeZone: "" };
  const booked = await again(() =>
    as.scheduling.bookAppointment({ ...request, holdId: slot.holdId }, { tenantId }),
  );
  const { appointment, outcome } = booked;
  if (appointment === undefined || outcome !== "BOOK_OUTCOME_DONE") return;
  const { appointmentId } = appointment;
  // Booked after its moment, it is not made up for.
  const isCertain = Date.now() < dueAt - safeMs;
  note(slot.slot, isCertain ? 1 : 0, 1, dueAt);
  if (chance() < 0.6 || !isCertain) return;
  await pause(chance() * 5_000);
  if (Date.now() > dueAt - 2 * safeMs) return;
  if (chance() < 0.5) {
    await again(() =>
      as.scheduling.cancelAppointment({ appointmentId, contactId, version: 0n }, { tenantId }),
    );
    note(undefined, 0, Date.now() < dueAt - safeMs ? 0 : 1, dueAt);
    return;
  }
  const next = await held(options, contactId);
  if (next === undefined) return;
  const move = { idempotencyKey: randomUUID(), appointmentId, holdId: next.holdId, contactId };
  const moved = await again(() => as.scheduling.moveAppointment(move, { tenantId }));
  if (moved.outcome !== "BOOK_OUTCOME_DONE") return;
  const now = Date.now();
  const wasInTime = now < Math.min(dueAt, dueOf(next.slot)) - safeMs;
  note(next.slot, wasInTime ? 1 : 0, wasInTime ? 1 : 2, Math.min(dueAt, dueOf(next.slot)));
}

/** Some free time whose reminder falls due within the run, kept for this contact. */
async function held(
  { as, chance, lastDueAt }: ClinicOptions,
  contactId: string,
): Promise<{ readonly slot: Slot; readonly holdId: string } | undefined> {
  const { tenantId } = as;
  for (let tries = 0; tries < 5; tries += 1) {
    const from = new Date(Date.now() + dayMs + leadMs);
    const until = new Date(lastDueAt + dayMs);
    if (from >= until) return undefined;
    const asked = { visitTypeId: quickVisit.id, from, until, limit: 50, practitionerId: "" };
    const { slots } = await again(() => as.scheduling.listSlots(asked, { tenantId }));
    const slot = slots[Math.floor(chance() * slots.length)];
    if (slot === undefined) return undefined;
    const { slotId } = slot;
    const hold = await again(() => as.scheduling.holdSlot({ slotId, contactId }, { tenantId }));
    if (hold.outcome === "HOLD_OUTCOME_HELD") return { slot, holdId: hold.holdId };
  }
  return undefined;
}

function dueOf({ startsAt }: Slot): number {
  return (startsAt?.getTime() ?? 0) - dayMs;
}

/** A call that is repeated, with the same key, until it is answered. */
async function again<T>(call: () => Promise<T>): Promise<T> {
  for (const giveUpAt = Date.now() + patienceMs; ;)
    try {
      return await call();
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      await pause(300);
    }
}
