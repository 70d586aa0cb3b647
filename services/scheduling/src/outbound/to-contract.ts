import type { Appointment as AppointmentMessage } from "@careline/contracts/scheduling/v1/events";
import { AppointmentStatus } from "@careline/contracts/scheduling/v1/events";
import type { Appointment, Status } from "../domain/appointment.ts";

const statuses: Record<Status, AppointmentStatus> = {
  booked: AppointmentStatus.BOOKED,
  confirmed: AppointmentStatus.CONFIRMED,
  cancelled: AppointmentStatus.CANCELLED,
};

export function appointmentMessage(appointment: Appointment): AppointmentMessage {
  const { appointmentId, patientId, contactId, visitTypeId, practitionerId, startsAt, endsAt, timeZone } =
    appointment;
  const version = BigInt(appointment.version);
  const status = statuses[appointment.status];
  const who = { appointmentId, version, status, patientId, contactId };
  return { ...who, visitTypeId, practitionerId, startsAt, endsAt, timeZone };
}
