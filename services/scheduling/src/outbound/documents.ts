import type { Status } from "../domain/appointment.ts";

export interface ClaimDocument {
  /** tenant/practitioner/cell: the guard against a double booking is that an id exists once. */
  _id: string;
  tenantId: string;
  practitionerId: string;
  cell: Date;
  contactId: string;
  holdId: string | null;
  appointmentId: string | null;
  until: Date | null;
}

export interface HoldDocument {
  _id: string;
  tenantId: string;
  contactId: string;
  practitionerId: string;
  visitTypeId: string;
  startsAt: Date;
  endsAt: Date;
  until: Date;
}

export interface AppointmentDocument {
  _id: string;
  tenantId: string;
  version: number;
  status: Status;
  patientId: string;
  contactId: string;
  visitTypeId: string;
  practitionerId: string;
  startsAt: Date;
  endsAt: Date;
  timeZone: string;
  patientTimeZone: string;
}

export interface OccurrenceDocument {
  /** Made from tenant, appointment, rule and version: the same reminder is the same row. */
  _id: string;
  tenantId: string;
  appointmentId: string;
  version: number;
  ruleId: string;
  dueAt: Date;
  expiresAt: Date;
  timeZone: string;
  state: "waiting" | "said" | "void" | "missed";
  /** When it was said, voided or missed by the clock. */
  saidAt?: Date;
  /** What notification made of it, and when. */
  outcome?: string;
  outcomeAt?: Date;
}

export interface DoneDocument {
  _id: string;
  appointmentId: string;
  version: number;
  at: Date;
}
