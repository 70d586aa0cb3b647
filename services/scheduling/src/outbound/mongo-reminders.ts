import { auditRecorded, topics } from "@careline/contracts";
import type { Store, Unit } from "@careline/store";
import type { ClientSession } from "mongodb";
import type { Occurrence, Reminders } from "../app/ports.ts";
import type { Appointment } from "../domain/appointment.ts";
import type { Planned, Verdict } from "../domain/reminders.ts";
import type { AppointmentDocument, OccurrenceDocument } from "./documents.ts";
import { occurrenceId } from "./occurrence-id.ts";
import { appointmentMessage } from "./to-contract.ts";

type Judge = Parameters<Reminders["fireDue"]>[2];

/** Voids what older versions of a visit would have said, and plans what this one will. */
export async function planOccurrences(
  store: Store,
  session: ClientSession,
  appointment: Appointment,
  planned: readonly Planned[],
): Promise<void> {
  const occurrences = store.collection<OccurrenceDocument>("occurrences");
  const { tenantId, appointmentId, version, patientTimeZone: timeZone } = appointment;
  await occurrences.updateMany(
    { tenantId, appointmentId, state: "waiting" },
    { $set: { state: "void" } },
    { session },
  );
  const rows = planned.map((one): OccurrenceDocument => ({
    ...one,
    _id: occurrenceId(tenantId, appointmentId, one.ruleId, version),
    tenantId,
    appointmentId,
    version,
    timeZone,
    state: "waiting",
  }));
  if (rows.length > 0) await occurrences.insertMany(rows, { session });
}

export function mongoReminders(store: Store): Reminders {
  const occurrences = store.collection<OccurrenceDocument>("occurrences");
  return {
    async find(tenantId, id) {
      const found = await occurrences.findOne({ _id: id, tenantId });
      return found === null ? undefined : occurrenceOf(found);
    },
    async nextDueAt() {
      const [next] = await occurrences.find({ state: "waiting" }).sort({ dueAt: 1 }).limit(1).toArray();
      return next?.dueAt;
    },
    async fireDue(now, limit, judge) {
      const due = await occurrences
        .find({ state: "waiting", dueAt: { $lte: now } })
        .sort({ dueAt: 1, _id: 1 })
        .limit(limit)
        .toArray();
      if (due.length > 0)
        await store.unit(async (unit) => {
          for (const row of due) await fire(store, unit, row, judge, now);
        });
      return due.length;
    },
    async settle(tenantId, id, outcome, outcomeAt) {
      await occurrences.updateOne({ _id: id, tenantId }, { $set: { outcome, outcomeAt } });
    },
  };
}

// The state is matched again inside the transaction: of several schedulers only one finds the row still waiting.
async function fire(
  store: Store,
  unit: Unit,
  row: OccurrenceDocument,
  judge: Judge,
  now: Date,
): Promise<void> {
  const { session } = unit;
  const { _id, tenantId, appointmentId: id } = row;
  const visit = await store
    .collection<AppointmentDocument>("appointments")
    .findOne({ _id: id, tenantId }, { session });
  const appointment = visit === null ? undefined : { appointmentId: id, ...visit };
  const verdict = judge(occurrenceOf(row), appointment);
  const change = verdict.kind === "later" ? { dueAt: verdict.dueAt } : { state: verdict.kind, saidAt: now };
  const { modifiedCount } = await store
    .collection<OccurrenceDocument>("occurrences")
    .updateOne({ _id, state: "waiting" }, { $set: change }, { session });
  if (modifiedCount === 0 || verdict.kind === "later") return;
  if (verdict.kind === "said" && appointment !== undefined) say(unit, row, appointment, now);
  record(unit, row, appointment, verdict.kind, now);
}

function occurrenceOf({ _id: occurrenceId, ...rest }: OccurrenceDocument): Occurrence {
  return { occurrenceId, ...rest };
}

function say(unit: Unit, row: OccurrenceDocument, appointment: Appointment, time: Date): void {
  const { _id: id, ruleId, dueAt, expiresAt, timeZone, tenantId } = row;
  const value = {
    occurrenceId: id,
    ruleId,
    dueAt,
    expiresAt,
    timeZone,
    appointment: appointmentMessage(appointment),
  };
  unit.emit(topics.reminderDue, { id, key: appointment.contactId, tenantId, time, value });
}

function record(
  unit: Unit,
  row: OccurrenceDocument,
  visit: Appointment | undefined,
  state: Verdict["kind"],
  at: Date,
): void {
  const { tenantId, _id: resourceId } = row;
  unit.emit(topics.auditRecorded, {
    key: tenantId,
    tenantId,
    time: at,
    value: auditRecorded({
      service: "scheduling",
      actor: "service:scheduling",
      action: `reminder.${state}`,
      outcome: state === "missed" ? "failure" : "success",
      purpose: "care",
      resourceType: "reminder",
      resourceId,
      patientRef: visit?.patientId ?? "",
      requestId: resourceId,
      at,
    }),
  });
}
