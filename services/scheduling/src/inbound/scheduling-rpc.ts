import { SchedulingServiceDefinition } from "@careline/contracts/scheduling/v1/scheduling_service";
import { type Bound, type Call, handlers, required } from "@careline/rpc";
import { bookAppointment } from "../app/book-appointment.ts";
import { cancelAppointment, confirmAppointment } from "../app/change-appointment.ts";
import { checkReminder } from "../app/check-reminder.ts";
import { holdSlot } from "../app/hold-slot.ts";
import { listSlots } from "../app/list-slots.ts";
import { moveAppointment } from "../app/move-appointment.ts";
import type { Cause, Ports } from "../app/ports.ts";
import { releaseHold } from "../app/release-hold.ts";
import { appointmentMessage } from "../outbound/to-contract.ts";
import { bookOutcomes, changeOutcomes, holdOutcomes, slotMessage, visitTypeMessage } from "./answer.ts";
import { lookups } from "./lookups-rpc.ts";
import { zone } from "./time-zone.ts";

const callers = ["conversation", "gateway", "operator"];
const readers = [...callers, "notification"];

const defaultSlots = 8;
const mostSlots = 50;

/** Answers SchedulingService. Outcomes that a caller decides by are values; only what nobody can use is a Fault. */
export function schedulingRpc(ports: Ports): Bound {
  const find = listSlots(ports);
  const hold = holdSlot(ports);
  const release = releaseHold(ports);
  const book = bookAppointment(ports);
  const move = moveAppointment(ports);
  const confirm = confirmAppointment(ports);
  const cancel = cancelAppointment(ports);
  return handlers(
    SchedulingServiceDefinition,
    {
      ...lookups(ports, checkReminder(ports)),
      async listVisitTypes(_request, { tenantId }) {
        return { visitTypes: ports.offer(tenantId).visitTypes.map(visitTypeMessage) };
      },
      async listSlots({ visitTypeId, from, until, limit, practitionerId }, { tenantId }) {
        const { slots, more } = await find(tenantId, {
          visitTypeId: required("visit_type_id", visitTypeId),
          from,
          until,
          limit: Math.min(mostSlots, limit > 0 ? limit : defaultSlots),
          practitionerId: practitionerId === "" ? undefined : practitionerId,
        });
        return { slots: slots.map((slot) => slotMessage(ports.offer(tenantId), slot)), more };
      },
      async holdSlot({ slotId, contactId }, { tenantId }) {
        const result = await hold(tenantId, required("slot_id", slotId), required("contact_id", contactId));
        const outcome = holdOutcomes[result.kind];
        if (result.kind !== "held") return { outcome, holdId: "", until: undefined, slot: undefined };
        const { holdId, until, slot } = result.hold;
        return { outcome, holdId, until, slot: slotMessage(ports.offer(tenantId), slot) };
      },
      async releaseHold({ holdId, contactId }, { tenantId }) {
        await release(tenantId, required("hold_id", holdId), required("contact_id", contactId));
        return {};
      },
      async bookAppointment(request, call) {
        const { idempotencyKey, holdId, contactId, patientId, patientTimeZone } = request;
        const booking = {
          idempotencyKey: required("idempotency_key", idempotencyKey),
          holdId: required("hold_id", holdId),
          contactId: required("contact_id", contactId),
          patientId: required("patient_id", patientId),
          patientTimeZone: zone("patient_time_zone", patientTimeZone),
        };
        return booked(await book(call.tenantId, booking, causeOf(call)));
      },
      async moveAppointment({ idempotencyKey, appointmentId, holdId, contactId }, call) {
        const moving = {
          idempotencyKey: required("idempotency_key", idempotencyKey),
          appointmentId: required("appointment_id", appointmentId),
          holdId: required("hold_id", holdId),
          contactId: required("contact_id", contactId),
        };
        return booked(await move(call.tenantId, moving, causeOf(call)));
      },
      async confirmAppointment(request, call) {
        return changed(await confirm(call.tenantId, wish(request), causeOf(call)));
      },
      async cancelAppointment(request, call) {
        return changed(await cancel(call.tenantId, wish(request), causeOf(call)));
      },
    },
    {
      allow: {
        listVisitTypes: readers,
        listSlots: callers,
        holdSlot: callers,
        releaseHold: callers,
        bookAppointment: callers,
        moveAppointment: callers,
        confirmAppointment: callers,
        cancelAppointment: callers,
        getAppointment: readers,
        listAppointments: callers,
        checkReminder: readers,
      },
    },
  );
}

function booked(result: Awaited<ReturnType<ReturnType<typeof bookAppointment>>>) {
  const appointment = result.kind === "done" ? appointmentMessage(result.appointment) : undefined;
  return { outcome: bookOutcomes[result.kind], appointment };
}

function changed(result: Awaited<ReturnType<ReturnType<typeof confirmAppointment>>>) {
  return { outcome: changeOutcomes[result.change], appointment: appointmentMessage(result.appointment) };
}

function wish(request: { appointmentId: string; contactId: string; version: bigint }) {
  return {
    appointmentId: required("appointment_id", request.appointmentId),
    contactId: required("contact_id", request.contactId),
    version: Number(request.version),
  };
}

function causeOf({ requestId, caller }: Call): Cause {
  return { requestId, actor: `service:${caller}` };
}
