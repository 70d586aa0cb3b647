import type {
  CheckReminderRequest,
  CheckReminderResponse,
  GetAppointmentRequest,
  GetAppointmentResponse,
  ListAppointmentsRequest,
  ListAppointmentsResponse,
} from "@careline/contracts/scheduling/v1/scheduling_service";
import { Fault } from "@careline/faults";
import { type Call, required } from "@careline/rpc";
import type { checkReminder } from "../app/check-reminder.ts";
import type { Ports } from "../app/ports.ts";
import type { Appointment } from "../domain/appointment.ts";
import { appointmentMessage } from "../outbound/to-contract.ts";
import { practitionerName, visitTypeOf } from "./answer.ts";

const defaultPage = 20;
const largestPage = 100;

/** The RPCs that only look. */
export function lookups({ diary, offer, now }: Ports, check: ReturnType<typeof checkReminder>) {
  const described = (appointment: Appointment) => ({
    appointment: appointmentMessage(appointment),
    visitType: visitTypeOf(offer(appointment.tenantId), appointment.visitTypeId),
    practitionerName: practitionerName(offer(appointment.tenantId), appointment.practitionerId),
  });
  return {
    async getAppointment(
      request: GetAppointmentRequest,
      { tenantId }: Call,
    ): Promise<GetAppointmentResponse> {
      const found = await diary.appointment(tenantId, required("appointment_id", request.appointmentId));
      if (found === undefined) throw new Fault("missing", "no such appointment");
      return described(found);
    },
    async listAppointments(
      { contactId, patientId, upcomingOnly, page }: ListAppointmentsRequest,
      { tenantId }: Call,
    ): Promise<ListAppointmentsResponse> {
      if (contactId === "" && patientId === "")
        throw new Fault("invalid", "contact_id or patient_id is required");
      const size = page !== undefined && page.size > 0 ? Math.min(page.size, largestPage) : defaultPage;
      const { appointments, next } = await diary.list(tenantId, {
        ...(contactId !== "" && { contactId }),
        ...(patientId !== "" && { patientId }),
        ...(upcomingOnly && { notBefore: now() }),
        size,
        token: page?.token ?? "",
      });
      return { appointments: appointments.map(appointmentMessage), nextPageToken: next };
    },
    async checkReminder(request: CheckReminderRequest, { tenantId }: Call): Promise<CheckReminderResponse> {
      const checked = await check(tenantId, required("occurrence_id", request.occurrenceId));
      if (checked.stillTrue) return { stillTrue: true, reason: "", ...described(checked.appointment) };
      const { reason } = checked;
      return { stillTrue: false, reason, appointment: undefined, visitType: undefined, practitionerName: "" };
    },
  };
}
