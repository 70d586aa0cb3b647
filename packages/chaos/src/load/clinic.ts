import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Slot } from "@careline/contracts/scheduling/v1/scheduling_service";
import type { Operator } from "@careline/local/operator";
import { oneOf } from "../faults/nap.ts";
import type { EmulatorChild } from "../house/emulator.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Booked } from "../ledger/record.ts";
import type { Person } from "./contacts.ts";
import { abandoned } from "./abandoned.ts";
import { again, type Caller, dueOf, held, leadMs } from "./calls.ts";

export interface ClinicOptions extends Omit<Caller, "as" | "lastDueAt" | "wishes"> {
  /** Somebody of each clinic. */
  readonly staff: readonly Operator[];
  /** When the last reminder may fall due, until `goOn` says another moment. */
  readonly lastDueAt: number;
  readonly emulator: EmulatorChild;
  readonly ledger: Ledger;
  readonly perSecond: number;
  /** Somebody who writes; they have consented once they heard something after it. */
  readonly someone: (chance: () => number) => Person | undefined;
  /** Something that is not as promised, seen by the clinic itself. */
  readonly found: (problem: string) => void;
}

export interface ClinicLoad {
  /** Has, or may soon have, a visit. */
  isVisitor(person: Person): boolean;
  /** All who have, or had, one; more come at the end. */
  readonly visitors: readonly Person[];
  /** How many reminders must have been said by now. */
  due(now: number): number;
  /** Books on, so that no reminder falls due later than this. */
  goOn(lastDueAt: number): void;
  /** Resolves when every visit that was begun has its OK. */
  finish(): Promise<void>;
}

type Deeds = Caller & Omit<ClinicOptions, "lastDueAt" | "staff">;

// Nearer to its reminder nobody can tell whether a visit was changed before or after it.
const safeMs = 3_000;
const abandonedShare = 0.25;

/** The side of the clinics: visits are booked, some moved or cancelled, so that their reminders fall due within the run. */
export function startClinic(options: ClinicOptions): ClinicLoad {
  const { chance, perSecond, someone, ledger, staff } = options;
  let { lastDueAt } = options;
  const callers = staff.map((as): Deeds => ({
    ...options,
    as,
    lastDueAt: () => lastDueAt,
    wishes: new Map(),
  }));
  const visits = new Map<string, Booked>();
  const known = new Set<string>();
  const visitors: Person[] = [];
  /** Times that somebody has, or had. */
  const taken = new Set<string>();
  const note = (entry: Booked): void => {
    visits.set(entry.key, entry);
    if (entry.slotId !== undefined) taken.add(entry.slotId);
    ledger.add(entry);
  };
  const running = new Set<Promise<void>>();
  const begin = (deed: Promise<void>): void => {
    const noted = deed
      .catch((error: unknown) => {
        const last = error instanceof Error ? error.message : "unknown";
        options.found(`the clinic got no answer to a call for a long time, at last: ${last}`);
      })
      .finally(() => running.delete(noted));
    running.add(noted);
  };
  const timer = setInterval(() => {
    if (chance() >= perSecond / 4 || Date.now() + leadMs > lastDueAt) return;
    const anyone = oneOf(callers, chance);
    if (chance() < abandonedShare && anyone !== undefined)
      return begin(abandoned(anyone, (slotId) => taken.has(slotAt(anyone, slotId))));
    const person = someone(chance);
    const caller = callers.find(({ as }) => as.tenantId === person?.clinic.tenantId);
    if (person === undefined || caller === undefined) return;
    if (!known.has(person.patient)) visitors.push(person);
    known.add(person.patient);
    begin(visitOf(caller, person, note));
  }, 250);
  return {
    isVisitor: ({ patient }) => known.has(patient),
    visitors,
    due: (now) => [...visits.values()].filter(({ least, dueAt }) => least === 1 && dueAt < now).length,
    goOn: (until) => void (lastDueAt = until),
    async finish() {
      clearInterval(timer);
      await Promise.all(running);
    },
  };
}

/** Clinics call their times alike. */
function slotAt({ as }: Caller, slotId: string): string {
  return `${as.tenantId} ${slotId}`;
}

async function visitOf(options: Deeds, { patient }: Person, keep: (entry: Booked) => void): Promise<void> {
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
      ...(of !== undefined && { slotId: slotAt(options, of.slotId) }),
    });
  // Until the call is answered it may be booked, or not.
  note(undefined, 0, 1, dueAt);
  const request = { idempotencyKey: key, contactId, patientId: `visitor-${contactId}`, patientTimeZone: "" };
  const book = () =>
    again(() => as.scheduling.bookAppointment({ ...request, holdId: slot.holdId }, { tenantId }));
  const booked = await book();
  const { appointment, outcome } = booked;
  if (appointment === undefined || outcome !== "BOOK_OUTCOME_DONE") return;
  const { appointmentId } = appointment;
  // Whoever did not hear the answer asks again, with the same key, and must hear the same.
  if ((await book()).appointment?.appointmentId !== appointmentId)
    options.found("a booking that was asked for again was not the same booking");
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
