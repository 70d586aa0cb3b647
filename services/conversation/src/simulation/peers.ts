import { ConsentServiceDefinition } from "@careline/contracts/compliance/v1/consent_service";
import type { ConsentRecord } from "@careline/contracts/compliance/v1/consent_service";
import { ConsentDecision } from "@careline/contracts/compliance/v1/events";
import { AppointmentStatus } from "@careline/contracts/scheduling/v1/events";
import {
  BookOutcome,
  HoldOutcome,
  SchedulingServiceDefinition,
} from "@careline/contracts/scheduling/v1/scheduling_service";
import { Fault } from "@careline/faults";
import { handlers, serve } from "@careline/rpc";
import type { Serving, Tls } from "@careline/rpc";
import type { FreeTime, Visit } from "../domain/facts.ts";
import { fakeScheduling } from "./fake-scheduling.ts";

const allow = ["conversation"];
const call = (contactId: string) => ({ tenantId: "t", contactId, requestId: "r" });
const notHere = () => Promise.reject(new Fault("unavailable", "not part of this test"));

/** Awaited before every answer: a service that hangs. */
export type Obstacle = () => Promise<void>;

/** Scheduling on loopback, over its real contract. */
export function serveScheduling(tls: Tls, now: () => Date, obstacle: Obstacle): Promise<Serving> {
  const { scheduling } = fakeScheduling(now);
  const slot = (time: FreeTime) => ({ ...time, practitionerId: "p" });
  const appointment = (visit: Visit) => ({
    ...visit,
    version: BigInt(visit.version),
    status: visit.status === "cancelled" ? AppointmentStatus.CANCELLED : AppointmentStatus.BOOKED,
    patientId: "",
    practitionerId: "p",
    timeZone: "Europe/Madrid",
  });
  const types = async () => {
    await obstacle();
    return (await scheduling.visitTypes(call(""))).map(({ id, names, durationMinutes, preparation }) => ({
      visitTypeId: id,
      names: { ...names },
      durationMinutes,
      preparation: { ...preparation },
    }));
  };
  const bound = handlers(
    SchedulingServiceDefinition,
    {
      listVisitTypes: async () => ({ visitTypes: await types() }),
      async listSlots({ visitTypeId, from = now(), until = new Date(9e12), limit }) {
        const found = await scheduling.freeTimes(call(""), { visitTypeId, from, until, limit });
        return { slots: found.times.map(slot), more: found.more };
      },
      async holdSlot({ slotId, contactId }) {
        const hold = await scheduling.hold(call(contactId), { slotId });
        if (hold.kind !== "held")
          return { outcome: HoldOutcome.TAKEN, holdId: "", until: undefined, slot: undefined };
        return { outcome: HoldOutcome.HELD, holdId: hold.holdId, until: hold.until, slot: slot(hold.time) };
      },
      releaseHold: async () => ({}),
      async bookAppointment({
        idempotencyKey: key,
        holdId,
        contactId,
        patientId,
        patientTimeZone: timeZone,
      }) {
        const booked = await scheduling.book(call(contactId), { key, holdId, patientId, timeZone });
        if (booked.kind !== "done") return { outcome: BookOutcome.TAKEN, appointment: undefined };
        return { outcome: BookOutcome.DONE, appointment: appointment(booked.visit) };
      },
      async getAppointment({ appointmentId }) {
        const found = await scheduling.visit(call(""), { appointmentId });
        if (found === undefined) throw new Fault("missing", "no such appointment");
        const visitType = (await types()).find((type) => type.visitTypeId === found.visit.visitTypeId);
        return { appointment: appointment(found.visit), visitType, practitionerName: found.practitionerName };
      },
      moveAppointment: notHere,
      confirmAppointment: notHere,
      cancelAppointment: notHere,
      listAppointments: notHere,
      checkReminder: notHere,
    },
    { allow },
  );
  return serve({ address: "127.0.0.1:0", tls, services: [bound] });
}

/** The last decision of each contact. */
export type Ledger = Map<string, ConsentRecord>;

/** A consent ledger on loopback. */
export function serveConsents(tls: Tls, last: Ledger, obstacle: Obstacle): Promise<Serving> {
  const bound = handlers(
    ConsentServiceDefinition,
    {
      async recordConsent({ idempotencyKey, ...rest }) {
        const record = { ...rest, consentId: idempotencyKey };
        last.set(rest.contactId, record);
        return { record };
      },
      async checkConsent({ contactId }) {
        await obstacle();
        const record = last.get(contactId);
        return { decision: record?.decision ?? ConsentDecision.UNSPECIFIED, record };
      },
      listConsents: notHere,
    },
    { allow },
  );
  return serve({ address: "127.0.0.1:0", tls, services: [bound] });
}
