import { demoClinic } from "@careline/local/clinic";
import type { LocalFile } from "@careline/local/local-file";

/** What the clinic side of the load books: short visits whose reminders fall due within a run. */
export const quickVisit = { id: "quick", durationMinutes: 5 } as const;

/** Long enough for a service that was killed to come back, short enough to see a hold lapse within a run. */
export const holdSeconds = 20;

const everyDay = [1, 2, 3, 4, 5, 6, 7];
// Enough for some twenty visits to begin in every minute, or sixty where there is more to remind of.
const rooms = { usual: 100, reminding: 300 } as const;

/** One of the ways in which a clinic reminds those whom WhatsApp did not reach. */
export interface FallbackRule {
  readonly channel: "sms" | "email";
  readonly when: readonly ("failed" | "unread")[];
  readonly unreadAfterMinutes?: number;
}

/** What tells clinics apart: each has a WhatsApp number of its own. */
export type Identity = Pick<LocalFile, "tenantId"> & {
  readonly whatsapp: Pick<LocalFile, "wabaId" | "phoneNumberId" | "displayPhoneNumber">;
};

/** So many clinics; the first is the one of the demonstration. */
export function identitiesOf(count: number): readonly Identity[] {
  const { tenantId, whatsapp } = demoClinic;
  return Array.from({ length: count }, (_, index) => {
    const own = (id: string): string => String(BigInt(id) + BigInt(index));
    return {
      tenantId: index === 0 ? tenantId : `${tenantId}_${index + 1}`,
      whatsapp: {
        wabaId: own(whatsapp.wabaId),
        phoneNumberId: own(whatsapp.phoneNumberId),
        displayPhoneNumber: own(whatsapp.displayPhoneNumber),
      },
    };
  });
}

/** The demonstration clinic, but open day and night, with quiet hours far from now: chaos comes at any hour. */
export function chaosClinic(identity: Identity, fallback: readonly FallbackRule[], now: Date): object {
  const far = new Date(now.getTime() + 12 * 3_600_000);
  const quietHours = {
    from: timeIn(demoClinic.timeZone, far),
    until: timeIn(demoClinic.timeZone, later(far)),
  };
  const length = fallback.length > 0 ? rooms.reminding : rooms.usual;
  const nurses = Array.from({ length }, (_, index) => ({
    id: `room-${index}`,
    name: `Sala ${index}`,
    visitTypes: [quickVisit.id],
    // Rooms begin a minute apart, so that some visit begins in every minute.
    hours: [{ days: everyDay, from: `00:0${index % 5}`, until: "23:59" }],
  }));
  return {
    ...demoClinic,
    ...identity,
    quietHours,
    fallback: { reminder: fallback },
    visitTypes: [
      ...demoClinic.visitTypes,
      { ...quickVisit, names: { es: "Control", en: "Check" }, leadMinutes: 0 },
    ],
    practitioners: [...demoClinic.practitioners, ...nurses],
  };
}

function later(moment: Date): Date {
  return new Date(moment.getTime() + 60_000);
}

function timeIn(timeZone: string, moment: Date): string {
  return moment.toLocaleTimeString("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
}
