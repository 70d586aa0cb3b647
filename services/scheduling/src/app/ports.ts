import type { Appointment } from "../domain/appointment.ts";
import type { Claim } from "../domain/hold.ts";
import type { Hours } from "../domain/openings.ts";
import type { QuietHours } from "@careline/runtime/quiet-hours";
import type { Planned, Verdict } from "../domain/reminders.ts";
import type { Slot } from "../domain/slot.ts";

/** What a clinic offers, as its operator wrote it down. */
export interface Offer {
  readonly timeZone: string;
  readonly closedDays: readonly string[];
  readonly quietHours: QuietHours;
  readonly visitTypes: readonly VisitType[];
  readonly practitioners: readonly Practitioner[];
}

export interface VisitType {
  readonly visitTypeId: string;
  readonly names: Readonly<Record<string, string>>;
  readonly preparation: Readonly<Record<string, string>>;
  readonly durationMinutes: number;
  readonly leadMinutes: number;
}

export interface Practitioner {
  readonly practitionerId: string;
  readonly name: string;
  readonly visitTypeIds: readonly string[];
  readonly hours: readonly Hours[];
}

export interface Hold {
  readonly holdId: string;
  readonly tenantId: string;
  readonly contactId: string;
  readonly slot: Slot;
  readonly until: Date;
}

export interface Occurrence extends Planned {
  readonly occurrenceId: string;
  readonly tenantId: string;
  readonly appointmentId: string;
  readonly version: number;
}

export interface Done {
  readonly appointmentId: string;
  readonly version: number;
}

export type Told = "booked" | "moved" | "confirmed" | "cancelled";

/** Who caused a change, for the audit log. */
export interface Cause {
  readonly requestId: string;
  readonly actor: string;
}

/** One transaction on the diary: everything is saved together or not at all. */
export interface Page {
  claims(tenantId: string, slot: Slot): Promise<readonly Claim[]>;
  /**
   * Replaces what this contact held, and lapsed holds in the way; a live hold of the same slot keeps its id.
   * Fault("conflict") when a cell is taken.
   */
  putHold(hold: Hold, now: Date): Promise<Hold>;
  hold(tenantId: string, holdId: string): Promise<Hold | undefined>;
  dropHold(hold: Hold): Promise<void>;
  /** Turns the cells of a hold into cells of a visit. False when they are not the hold's any more. */
  claimFor(hold: Hold, appointmentId: string): Promise<boolean>;
  /** Gives back the time that a visit has. */
  free(tenantId: string, appointmentId: string): Promise<void>;
  appointment(tenantId: string, appointmentId: string): Promise<Appointment | undefined>;
  put(appointment: Appointment): Promise<void>;
  done(tenantId: string, idempotencyKey: string): Promise<Done | undefined>;
  remember(tenantId: string, idempotencyKey: string, done: Done, now: Date): Promise<void>;
  /** Voids the reminders of older versions and plans these. */
  planReminders(appointment: Appointment, planned: readonly Planned[], now: Date): Promise<void>;
  /** Says that a visit changed, and records it. */
  tell(change: Told, appointment: Appointment, cause: Cause, now: Date): void;
}

export interface Diary {
  transaction<T>(work: (page: Page) => Promise<T>): Promise<T>;
  /** The claims on a slot as they are now, outside of any transaction. */
  claims(tenantId: string, slot: Slot): Promise<readonly Claim[]>;
  /** Cells that are booked or held at `now`, by practitioner. */
  taken(
    tenantId: string,
    between: { from: Date; until: Date },
    now: Date,
  ): Promise<ReadonlyMap<string, ReadonlySet<number>>>;
  appointment(tenantId: string, appointmentId: string): Promise<Appointment | undefined>;
  list(tenantId: string, wish: ListWish): Promise<{ appointments: readonly Appointment[]; next: string }>;
}

export interface ListWish {
  readonly contactId?: string;
  readonly patientId?: string;
  readonly notBefore?: Date;
  readonly size: number;
  readonly token: string;
}

/** Reminders as rows: found by when they are due, said exactly once. */
export interface Reminders {
  find(tenantId: string, occurrenceId: string): Promise<Occurrence | undefined>;
  nextDueAt(): Promise<Date | undefined>;
  /**
   * Judges the reminders that are due, oldest first, at most `limit`, and carries the verdicts out: of several
   * schedulers one does. Gives how many were due.
   */
  fireDue(
    now: Date,
    limit: number,
    judge: (occurrence: Occurrence, appointment: Appointment | undefined) => Verdict,
  ): Promise<number>;
  /** Keeps what became of a reminder that was said. */
  settle(tenantId: string, occurrenceId: string, state: string, at: Date): Promise<void>;
}

export interface Ports {
  readonly diary: Diary;
  readonly reminders: Reminders;
  readonly now: () => Date;
  /** Fault("missing") for an unknown tenant. */
  readonly offer: (tenantId: string) => Offer;
  readonly newId: () => string;
  readonly holdSeconds?: number;
}
