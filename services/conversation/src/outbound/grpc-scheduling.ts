import {
  HoldOutcome,
  SchedulingServiceDefinition,
} from "@careline/contracts/scheduling/v1/scheduling_service";
import { Fault } from "@careline/faults";
import { client } from "@careline/rpc";
import type { Tls } from "@careline/rpc";
import type { CallFor, Scheduling } from "../app/ports.ts";
import { bookedOf, changedOf, freeTimeOf, strange, visitOf, visitTypeOf } from "./from-scheduling.ts";
import { rememberedVisitTypes } from "./remembered-visit-types.ts";

/** What is free and what is booked, kept by scheduling. What it does not know is an answer here, not an error. */
export function grpcScheduling(
  address: string,
  tls: Tls,
  deadlineMs: number,
): Scheduling & { close(): void } {
  const scheduling = client(SchedulingServiceDefinition, {
    address,
    tls,
    server: "scheduling",
    deadlineMs,
    idempotent: [
      "listVisitTypes",
      "listSlots",
      "holdSlot",
      "releaseHold",
      "bookAppointment",
      "moveAppointment",
    ],
  });
  const by = ({ tenantId, requestId }: CallFor) => ({ tenantId, requestId });
  return {
    visitTypes: rememberedVisitTypes(async (call) =>
      (await scheduling.listVisitTypes({}, by(call))).visitTypes.map(visitTypeOf),
    ),
    async freeTimes(call, wish) {
      const found = await scheduling
        .listSlots({ ...wish, practitionerId: "" }, by(call))
        .catch(whenMissing({ slots: [], more: false }));
      return { times: found.slots.map(freeTimeOf), more: found.more };
    },
    async hold(call, { slotId }) {
      const taken = { outcome: HoldOutcome.TAKEN, holdId: "", until: undefined, slot: undefined };
      // A time that the clinic's calendar no longer has is as good as taken.
      const held = await scheduling
        .holdSlot({ slotId, contactId: call.contactId }, by(call))
        .catch(whenMissing(taken));
      switch (held.outcome) {
        case HoldOutcome.HELD: {
          const { holdId, until, slot } = held;
          if (until === undefined || slot === undefined) throw strange();
          return { kind: "held", holdId, until, time: freeTimeOf(slot) };
        }
        case HoldOutcome.TAKEN:
          return { kind: "taken" };
        case HoldOutcome.PAST:
          return { kind: "past" };
        case HoldOutcome.UNSPECIFIED:
          throw strange();
      }
    },
    async releaseHold(call, { holdId }) {
      await scheduling.releaseHold({ holdId, contactId: call.contactId }, by(call)).catch(whenMissing({}));
    },
    async book(call, { key, holdId, patientId, timeZone }) {
      const { contactId } = call;
      const request = { idempotencyKey: key, holdId, contactId, patientId, patientTimeZone: timeZone };
      const { outcome, appointment } = await scheduling.bookAppointment(request, by(call));
      return bookedOf(outcome, appointment);
    },
    async move(call, { key, appointmentId, holdId }) {
      const request = { idempotencyKey: key, appointmentId, holdId, contactId: call.contactId };
      const { outcome, appointment } = await scheduling.moveAppointment(request, by(call));
      return bookedOf(outcome, appointment);
    },
    async confirm(call, { appointmentId, version }) {
      const request = { appointmentId, contactId: call.contactId, version: BigInt(version) };
      const { outcome, appointment } = await scheduling.confirmAppointment(request, by(call));
      return changedOf(outcome, appointment);
    },
    async cancel(call, { appointmentId, version }) {
      const request = { appointmentId, contactId: call.contactId, version: BigInt(version) };
      const { outcome, appointment } = await scheduling.cancelAppointment(request, by(call));
      return changedOf(outcome, appointment);
    },
    async visit(call, { appointmentId }) {
      const found = await scheduling
        .getAppointment({ appointmentId }, by(call))
        .catch(whenMissing(undefined));
      if (found?.appointment === undefined) return undefined;
      const { appointment, visitType, practitionerName } = found;
      return {
        visit: visitOf(appointment),
        visitType: visitType && visitTypeOf(visitType),
        practitionerName,
      };
    },
    async upcoming(call) {
      const request = {
        contactId: call.contactId,
        patientId: "",
        upcomingOnly: true,
        page: { size: 20, token: "" },
      };
      return (await scheduling.listAppointments(request, by(call))).appointments.map(visitOf);
    },
    close: () => scheduling.close(),
  };
}

function whenMissing<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Fault && error.kind === "missing") return instead;
    throw error;
  };
}
