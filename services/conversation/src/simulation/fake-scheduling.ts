import { randomUUID } from "node:crypto";
import { Fault } from "@careline/faults";
import type { Scheduling } from "../app/ports.ts";
import type { Booked, FreeTime, Visit, VisitType } from "../domain/facts.ts";
import { dayAfter, dayIn, momentOf, weekdayOf } from "../domain/zone-time.ts";

interface Kept {
  readonly holdId: string;
  readonly slotId: string;
  readonly contactId: string;
  readonly until: Date;
}

const types: readonly VisitType[] = [
  { id: "vt-1", names: { es: "Revisión", en: "Check-up" }, durationMinutes: 30, preparation: {} },
  {
    id: "vt-2",
    names: { es: "Análisis de sangre", en: "Blood test" },
    durationMinutes: 30,
    preparation: { es: "Ven en ayunas.", en: "Do not eat before." },
  },
];
const people = ["Dra. Ruiz", "Dr. Vidal"];

/** Scheduling as its contract says, in memory: weekdays 09:00-12:00 in Madrid, two people in turns, half hours. */
export function fakeScheduling(now: () => Date) {
  const holds = new Map<string, Kept>();
  const visits = new Map<string, Visit & { slotId: string; patientId: string }>();
  const done = new Map<string, string>();
  const calls: string[] = [];
  let away = false;
  let obstacle: Promise<void> | undefined;

  const times = (visitTypeId: string): FreeTime[] => {
    const all: FreeTime[] = [];
    for (let ahead = 0, day = dayIn("Europe/Madrid", now()); ahead < 60; ahead += 1, day = dayAfter(day)) {
      if (weekdayOf(day) > 5) continue;
      for (const [index, time] of ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"].entries()) {
        const startsAt = momentOf(day, time, "Europe/Madrid");
        const endsAt = new Date(startsAt.getTime() + 1_800_000);
        const slotId = [index % people.length, day, time, visitTypeId].join("~");
        all.push({
          slotId,
          visitTypeId,
          practitionerName: people[index % people.length] ?? "",
          startsAt,
          endsAt,
        });
      }
    }
    return all;
  };
  const cell = (slotId: string) => slotId.slice(0, slotId.lastIndexOf("~"));
  const isTaken = (slotId: string, contactId?: string) =>
    [...visits.values()].some(
      (visit) => cell(visit.slotId) === cell(slotId) && visit.status !== "cancelled",
    ) ||
    [...holds.values()].some(
      (hold) => cell(hold.slotId) === cell(slotId) && hold.contactId !== contactId && hold.until > now(),
    );
  const timeOf = (slotId: string) => {
    const [index = "0", day = "", time = "", visitTypeId = ""] = slotId.split("~");
    const startsAt = momentOf(day, time, "Europe/Madrid");
    const endsAt = new Date(startsAt.getTime() + 1_800_000);
    return { slotId, visitTypeId, practitionerName: people[Number(index)] ?? "", startsAt, endsAt };
  };
  const mine = (appointmentId: string, contactId: string) => {
    const visit = visits.get(appointmentId);
    if (visit === undefined || visit.contactId !== contactId)
      throw new Fault("missing", "no such appointment");
    return visit;
  };
  const keptFor = (holdId: string, contactId: string): Kept | Booked => {
    const hold = holds.get(holdId);
    if (hold === undefined || hold.contactId !== contactId) return { kind: "hold-expired" };
    if (timeOf(hold.slotId).startsAt <= now()) return { kind: "past" };
    if (isTaken(hold.slotId, contactId)) return { kind: "taken" };
    return hold.until > now() ? hold : { kind: "hold-expired" };
  };
  const once = (key: string, work: () => Booked): Booked => {
    const earlier = visits.get(done.get(key) ?? "");
    if (earlier !== undefined) return { kind: "done", visit: earlier };
    const result = work();
    if (result.kind === "done") done.set(key, result.visit.appointmentId);
    return result;
  };

  const scheduling: Scheduling = {
    visitTypes: async () => types,
    freeTimes: async (_, { visitTypeId, from, until, limit }) => {
      const free = times(visitTypeId).filter(
        ({ slotId, startsAt }) =>
          startsAt >= from && startsAt > now() && startsAt < until && !isTaken(slotId),
      );
      return { times: free.slice(0, limit), more: free.length > limit };
    },
    hold: async ({ contactId }, { slotId }) => {
      if (timeOf(slotId).startsAt <= now()) return { kind: "past" };
      if (isTaken(slotId, contactId)) return { kind: "taken" };
      for (const hold of holds.values()) if (hold.contactId === contactId) holds.delete(hold.holdId);
      const kept = { holdId: randomUUID(), slotId, contactId, until: new Date(now().getTime() + 600_000) };
      holds.set(kept.holdId, kept);
      return { kind: "held", holdId: kept.holdId, until: kept.until, time: timeOf(slotId) };
    },
    releaseHold: async (_, { holdId }) => void holds.delete(holdId),
    book: async ({ contactId }, { key, holdId, patientId }) =>
      once(key, () => {
        const kept = keptFor(holdId, contactId);
        if ("kind" in kept) return kept;
        const { startsAt, endsAt, visitTypeId } = timeOf(kept.slotId);
        const what = { visitTypeId, startsAt, endsAt, slotId: kept.slotId };
        const visit = {
          appointmentId: randomUUID(),
          version: 1,
          status: "booked" as const,
          contactId,
          patientId,
          ...what,
        };
        visits.set(visit.appointmentId, visit);
        holds.delete(holdId);
        return { kind: "done", visit };
      }),
    move: async ({ contactId }, { key, appointmentId, holdId }) =>
      once(key, () => {
        const visit = mine(appointmentId, contactId);
        const kept = keptFor(holdId, contactId);
        if ("kind" in kept) return kept;
        if (visit.status === "cancelled" || visit.startsAt <= now()) return { kind: "not-booked" };
        const { startsAt, endsAt } = timeOf(kept.slotId);
        const moved = {
          ...visit,
          version: visit.version + 1,
          status: "booked" as const,
          startsAt,
          endsAt,
          slotId: kept.slotId,
        };
        visits.set(appointmentId, moved);
        holds.delete(holdId);
        return { kind: "done", visit: moved };
      }),
    confirm: async ({ contactId }, { appointmentId, version }) => {
      const visit = mine(appointmentId, contactId);
      if (visit.status === "cancelled") return { kind: "cancelled", visit };
      if (version !== 0 && version !== visit.version) return { kind: "other-version", visit };
      if (visit.startsAt <= now()) return { kind: "past", visit };
      if (visit.status === "confirmed") return { kind: "already", visit };
      const confirmed = { ...visit, status: "confirmed" as const };
      visits.set(appointmentId, confirmed);
      return { kind: "done", visit: confirmed };
    },
    cancel: async ({ contactId }, { appointmentId, version }) => {
      const visit = mine(appointmentId, contactId);
      if (visit.status === "cancelled") return { kind: "already", visit };
      if (version !== 0 && version !== visit.version) return { kind: "other-version", visit };
      if (visit.startsAt <= now()) return { kind: "past", visit };
      const cancelled = { ...visit, status: "cancelled" as const, version: visit.version + 1 };
      visits.set(appointmentId, cancelled);
      return { kind: "done", visit: cancelled };
    },
    visit: async (_, { appointmentId }) => {
      const visit = visits.get(appointmentId);
      const visitType = types.find(({ id }) => id === visit?.visitTypeId);
      return visit && { visit, visitType, practitionerName: timeOf(visit.slotId).practitionerName };
    },
    upcoming: async ({ contactId }) =>
      [...visits.values()]
        .filter((visit) => visit.contactId === contactId && visit.startsAt > now())
        .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime()),
  };
  const watched = new Proxy(scheduling, {
    get: (target, name: keyof Scheduling) => async (call: never, about: never) => {
      await obstacle;
      if (away) throw new Fault("unavailable", "scheduling is away");
      calls.push(name);
      return (target[name] as (call: never, about: never) => Promise<unknown>)(call, about);
    },
  });
  return {
    scheduling: watched,
    visits,
    calls,
    isAway: (gone: boolean) => void (away = gone),
    /** Answers nobody until then. */
    hangsUntil: (moment: Promise<void>) => void (obstacle = moment),
    /** Somebody else is quicker. */
    takeAll: (day: string) => {
      for (const { slotId } of times("vt-1")) {
        if (!slotId.includes(day)) continue;
        const rest = {
          appointmentId: randomUUID(),
          version: 1,
          status: "booked" as const,
          contactId: "other",
          patientId: "other",
        };
        visits.set(rest.appointmentId, { ...timeOf(slotId), ...rest });
      }
    },
  };
}
