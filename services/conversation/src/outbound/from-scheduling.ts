import { AppointmentStatus } from "@careline/contracts/scheduling/v1/events";
import type { Appointment } from "@careline/contracts/scheduling/v1/events";
import { BookOutcome, ChangeOutcome } from "@careline/contracts/scheduling/v1/scheduling_service";
import type {
  Slot,
  VisitType as VisitTypeMessage,
} from "@careline/contracts/scheduling/v1/scheduling_service";
import { Fault } from "@careline/faults";
import type { Booked, Changed, FreeTime, Visit, VisitType } from "../domain/facts.ts";

export function visitTypeOf({
  visitTypeId,
  names,
  durationMinutes,
  preparation,
}: VisitTypeMessage): VisitType {
  return { id: visitTypeId, names, durationMinutes, preparation };
}

export function freeTimeOf({ slotId, visitTypeId, practitionerName, startsAt, endsAt }: Slot): FreeTime {
  return { slotId, visitTypeId, practitionerName, startsAt: given(startsAt), endsAt: given(endsAt) };
}

export function visitOf(appointment: Appointment): Visit {
  const { appointmentId, version, status, contactId, visitTypeId, startsAt, endsAt } = appointment;
  const what = { appointmentId, version: Number(version), status: statusOf(status), contactId, visitTypeId };
  return { ...what, startsAt: given(startsAt), endsAt: given(endsAt) };
}

export function bookedOf(outcome: BookOutcome, appointment: Appointment | undefined): Booked {
  switch (outcome) {
    case BookOutcome.DONE:
      return { kind: "done", visit: visitOf(given(appointment)) };
    case BookOutcome.HOLD_EXPIRED:
      return { kind: "hold-expired" };
    case BookOutcome.TAKEN:
      return { kind: "taken" };
    case BookOutcome.PAST:
      return { kind: "past" };
    case BookOutcome.NOT_BOOKED:
      return { kind: "not-booked" };
    case BookOutcome.UNSPECIFIED:
      throw strange();
  }
}

export function changedOf(outcome: ChangeOutcome, appointment: Appointment | undefined): Changed {
  const visit = appointment === undefined ? undefined : visitOf(appointment);
  switch (outcome) {
    case ChangeOutcome.DONE:
      return { kind: "done", visit };
    case ChangeOutcome.ALREADY:
      return { kind: "already", visit };
    case ChangeOutcome.CANCELLED:
      return { kind: "cancelled", visit };
    case ChangeOutcome.PAST:
      return { kind: "past", visit };
    case ChangeOutcome.OTHER_VERSION:
      return { kind: "other-version", visit };
    case ChangeOutcome.UNSPECIFIED:
      throw strange();
  }
}

function statusOf(status: AppointmentStatus): Visit["status"] {
  switch (status) {
    case AppointmentStatus.CONFIRMED:
      return "confirmed";
    case AppointmentStatus.CANCELLED:
      return "cancelled";
    case AppointmentStatus.BOOKED:
    case AppointmentStatus.UNSPECIFIED:
      return "booked";
  }
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw strange();
  return value;
}

// A newer scheduling, or a broken one: worth another try, since a deployment may be under way.
export function strange(): Fault {
  return new Fault("unavailable", "scheduling gave an answer that is not understood");
}
