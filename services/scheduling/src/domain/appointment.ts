export type Status = "booked" | "confirmed" | "cancelled";

export interface Appointment {
  readonly appointmentId: string;
  readonly tenantId: string;
  /** Grows with every move and cancellation. */
  readonly version: number;
  readonly status: Status;
  readonly patientId: string;
  readonly contactId: string;
  readonly visitTypeId: string;
  readonly practitionerId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** The clinic's: where the visit is. */
  readonly timeZone: string;
  /** The patient's: their quiet hours. */
  readonly patientTimeZone: string;
}

export type Change =
  | { readonly kind: "done"; readonly appointment: Appointment }
  | { readonly kind: "already" }
  | { readonly kind: "cancelled" }
  | { readonly kind: "past" }
  | { readonly kind: "other-version" };

/** May this visit be confirmed by someone who read `version` (0: whatever it is now)? */
export function confirm(appointment: Appointment, version: number, now: Date): Change {
  const refusal = refused(appointment, version, now);
  if (refusal !== undefined) return refusal;
  if (appointment.status === "confirmed") return { kind: "already" };
  return { kind: "done", appointment: { ...appointment, status: "confirmed" } };
}

/** May this visit be cancelled by someone who read `version`? Cancelling twice is no mistake. */
export function cancel(appointment: Appointment, version: number, now: Date): Change {
  if (appointment.status === "cancelled") return { kind: "already" };
  const refusal = refused(appointment, version, now);
  if (refusal !== undefined) return refusal;
  return {
    kind: "done",
    appointment: { ...appointment, status: "cancelled", version: appointment.version + 1 },
  };
}

/** The visit at its new time. What was confirmed was the old time, so it is only booked again. */
export function move(
  appointment: Appointment,
  to: Pick<Appointment, "visitTypeId" | "practitionerId" | "startsAt" | "endsAt">,
  now: Date,
): Change {
  const refusal = refused(appointment, 0, now);
  if (refusal !== undefined) return refusal;
  return {
    kind: "done",
    appointment: { ...appointment, ...to, status: "booked", version: appointment.version + 1 },
  };
}

function refused(appointment: Appointment, version: number, now: Date): Change | undefined {
  if (appointment.status === "cancelled") return { kind: "cancelled" };
  if (version !== 0 && version !== appointment.version) return { kind: "other-version" };
  if (appointment.startsAt <= now) return { kind: "past" };
  return undefined;
}
