import { randomUUID } from "node:crypto";
import type { Db } from "mongodb";

const hourMs = 3_600_000;
const atOnce = 2_000;

/** Writes visits with one reminder each, due when `dueAt` says, as booking them would have; gives the reminders' ids. */
export async function planVisits(
  db: Db,
  count: number,
  dueAt: (index: number) => Date,
): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let from = 0; from < count; from += atOnce) {
    const rows = Array.from({ length: Math.min(atOnce, count - from) }, (_, index) =>
      visitWith(dueAt(from + index)),
    );
    for (const { occurrence } of rows) ids.add(occurrence._id);
    await Promise.all([
      db.collection<{ _id: string }>("appointments").insertMany(rows.map(({ visit }) => visit)),
      db.collection<{ _id: string }>("occurrences").insertMany(rows.map(({ occurrence }) => occurrence)),
    ]);
  }
  return ids;
}

function visitWith(dueAt: Date) {
  const appointmentId = randomUUID();
  const startsAt = new Date(dueAt.getTime() + 24 * hourMs);
  const visit = {
    _id: appointmentId,
    tenantId: "clinic_01",
    version: 1,
    status: "booked",
    patientId: randomUUID(),
    contactId: randomUUID(),
    visitTypeId: "check-up",
    practitionerId: "ruiz",
    startsAt,
    endsAt: new Date(startsAt.getTime() + hourMs / 2),
    // Where it is noon now: no reminder of a benchmark may wait for the end of quiet hours.
    timeZone: noonZone(dueAt),
    patientTimeZone: noonZone(dueAt),
  };
  const occurrence = {
    _id: randomUUID(),
    tenantId: "clinic_01",
    appointmentId,
    version: 1,
    ruleId: "before-24h",
    dueAt,
    expiresAt: new Date(dueAt.getTime() + 20 * hourMs),
    timeZone: visit.timeZone,
    state: "waiting",
  };
  return { visit, occurrence };
}

/** The zone in which it is about noon at a moment. `Etc/GMT-3` is three hours ahead of Greenwich. */
export function noonZone(moment: Date): string {
  const ahead = 12 - moment.getUTCHours();
  return ahead === 0 ? "Etc/GMT" : `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`;
}
