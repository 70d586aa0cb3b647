import { auditRecorded, topics } from "@careline/contracts";
import { AppointmentChange } from "@careline/contracts/scheduling/v1/events";
import type { Unit } from "@careline/store";
import type { Cause, Told } from "../app/ports.ts";
import type { Appointment } from "../domain/appointment.ts";
import { appointmentMessage } from "./to-contract.ts";

const changes: Record<Told, AppointmentChange> = {
  booked: AppointmentChange.BOOKED,
  moved: AppointmentChange.MOVED,
  confirmed: AppointmentChange.CONFIRMED,
  cancelled: AppointmentChange.CANCELLED,
};

/** Says what happened to a visit and records it, in the transaction that made it happen. */
export function tellChange(unit: Unit, told: Told, appointment: Appointment, cause: Cause, now: Date): void {
  const { tenantId, appointmentId, patientId } = appointment;
  unit.emit(topics.appointmentChanged, {
    key: appointmentId,
    tenantId,
    time: now,
    value: { change: changes[told], appointment: appointmentMessage(appointment) },
  });
  unit.emit(topics.auditRecorded, {
    key: tenantId,
    tenantId,
    time: now,
    value: auditRecorded({
      service: "scheduling",
      actor: cause.actor,
      action: `appointment.${told}`,
      purpose: "care",
      resourceType: "appointment",
      resourceId: appointmentId,
      patientRef: patientId,
      requestId: cause.requestId,
      at: now,
    }),
  });
}
