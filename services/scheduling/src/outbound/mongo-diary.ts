import type { Store } from "@careline/store";
import type { Diary, Done, ListWish, Page } from "../app/ports.ts";
import type { Appointment } from "../domain/appointment.ts";
import type { AppointmentDocument, ClaimDocument, DoneDocument } from "./documents.ts";
import { claimsOn, claimsPage } from "./mongo-claims.ts";
import { planOccurrences } from "./mongo-reminders.ts";
import { tellChange } from "./tell.ts";

export function mongoDiary(store: Store): Diary {
  const appointments = store.collection<AppointmentDocument>("appointments");
  const done = store.collection<DoneDocument>("done");
  const page = (unit: Parameters<Parameters<Store["unit"]>[0]>[0]): Page => {
    const { session } = unit;
    return {
      ...claimsPage(store, unit),
      async appointment(tenantId, appointmentId) {
        const found = await appointments.findOne({ _id: appointmentId, tenantId }, { session });
        return found === null ? undefined : fromDocument(found);
      },
      async put(appointment) {
        const { appointmentId, ...rest } = appointment;
        const mine = { _id: appointmentId, tenantId: appointment.tenantId };
        await appointments.replaceOne(mine, rest, { session, upsert: true });
      },
      async done(tenantId, key): Promise<Done | undefined> {
        return (await done.findOne({ _id: `${tenantId}/${key}` }, { session })) ?? undefined;
      },
      async remember(tenantId, key, { appointmentId, version }, at) {
        await done.insertOne({ _id: `${tenantId}/${key}`, appointmentId, version, at }, { session });
      },
      planReminders: (appointment, planned) => planOccurrences(store, session, appointment, planned),
      tell: (change, appointment, cause, now) => tellChange(unit, change, appointment, cause, now),
    };
  };
  return {
    transaction: (work) => store.unit((unit) => work(page(unit))),
    claims: (tenantId, slot) => claimsOn(store, tenantId, slot),
    async taken(tenantId, { from, until }, now) {
      const live = { $or: [{ appointmentId: { $ne: null } }, { until: { $gt: now } }] };
      const found = store
        .collection<ClaimDocument>("claims")
        .find(
          { tenantId, cell: { $gte: from, $lt: until }, ...live },
          { projection: { practitionerId: 1, cell: 1 } },
        );
      const taken = new Map<string, Set<number>>();
      for await (const { practitionerId, cell } of found)
        taken.set(practitionerId, (taken.get(practitionerId) ?? new Set()).add(cell.getTime()));
      return taken;
    },
    async appointment(tenantId, appointmentId) {
      const found = await appointments.findOne({ _id: appointmentId, tenantId });
      return found === null ? undefined : fromDocument(found);
    },
    async list(tenantId, wish) {
      const found = await appointments
        .find({ tenantId, ...whose(wish), ...after(wish) })
        .sort({ startsAt: 1, _id: 1 })
        .limit(wish.size + 1)
        .toArray();
      const last = found[wish.size - 1];
      const next =
        found.length > wish.size && last !== undefined ? `${last.startsAt.getTime()}_${last._id}` : "";
      return { appointments: found.slice(0, wish.size).map(fromDocument), next };
    },
  };
}

function fromDocument({ _id, ...rest }: AppointmentDocument): Appointment {
  return { appointmentId: _id, ...rest };
}

function whose({ contactId, patientId, notBefore }: ListWish): object {
  return {
    ...(contactId !== undefined && { contactId }),
    ...(patientId !== undefined && { patientId }),
    ...(notBefore !== undefined && { startsAt: { $gt: notBefore }, status: { $ne: "cancelled" } }),
  };
}

function after({ token }: ListWish): object {
  const [startsAt = "", id = ""] = token.split("_");
  const moment = new Date(Number(startsAt));
  if (id === "" || Number.isNaN(moment.getTime())) return {};
  return { $or: [{ startsAt: { $gt: moment } }, { startsAt: moment, _id: { $gt: id } }] };
}
