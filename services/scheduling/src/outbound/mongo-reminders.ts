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
      const due = { state: "waiting", dueAt: { $lte: now } } as const;
      // A look outside of any transaction: most looks find nothing.
      if ((await occurrences.findOne(due, { projection: { _id: 1 } })) === null) return 0;
      return store.unit(async (unit) => {
        const rows = await occurrences
          .find(due, { session: unit.session })
          .sort({ dueAt: 1 })
          .limit(limit)
          .toArray();
        await fire(store, unit, rows, judge, now);
        return rows.length;
      });
    },
    async settle(tenantId, id, outcome, outcomeAt) {
      const update = { $set: { outcome, outcomeAt } };
      await store.together({
        key: id,
        mayWait: true,
        run: async (unit) =>
          unit.write<OccurrenceDocument>("occurrences", {
            updateOne: { filter: { _id: id, tenantId }, update },
          }),
      });
    },
  };
}

// Of several schedulers that look at the same rows the database lets one through; the others look again.
async function fire(
  store: Store,
  unit: Unit,
  rows: readonly OccurrenceDocument[],
  judge: Judge,
  now: Date,
): Promise<void> {
  if (rows.length === 0) return;
  const visitOf = await visits(store, unit, rows);
  const judged = rows.map((row) => {
    const appointment = visitOf(row);
    return { row, appointment, verdict: judge(occurrenceOf(row), appointment) };
  });
  // One write for all that end alike: a write for each row costs ten times as much.
  for (const alike of Map.groupBy(judged, ({ verdict }) => JSON.stringify(verdict)).values()) {
    const [first] = alike;
    if (first === undefined) continue;
    const { verdict } = first;
    const set = verdict.kind === "later" ? { dueAt: verdict.dueAt } : { state: verdict.kind, saidAt: now };
    const ids = alike.map(({ row }) => row._id);
    await store
      .collection<OccurrenceDocument>("occurrences")
      .updateMany({ _id: { $in: ids } }, { $set: set }, { session: unit.session });
  }
  for (const { row, appointment, verdict } of judged) {
    if (verdict.kind === "later") continue;
    if (verdict.kind === "said" && appointment !== undefined) say(unit, row, appointment, now);
    record(unit, row, appointment, verdict.kind, now);
  }
}

async function visits(store: Store, { session }: Unit, rows: readonly OccurrenceDocument[]) {
  const ids = [...new Set(rows.map(({ appointmentId }) => appointmentId))];
  const found = new Map<string, Appointment>();
  const appointments = store.collection<AppointmentDocument>("appointments");
  for await (const { _id: appointmentId, ...visit } of appointments.find({ _id: { $in: ids } }, { session }))
    found.set(`${visit.tenantId}/${appointmentId}`, { appointmentId, ...visit });
  return ({ tenantId, appointmentId }: OccurrenceDocument) => found.get(`${tenantId}/${appointmentId}`);
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
