import { Fault } from "@careline/faults";
import { freeSlots } from "../domain/free-slots.ts";
import type { Slot } from "../domain/slot.ts";
import type { Offer, Ports, VisitType } from "./ports.ts";

export interface SlotWish {
  readonly visitTypeId: string;
  readonly practitionerId?: string | undefined;
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
  readonly limit: number;
}

const dayMs = 86_400_000;
const defaultDays = 14;
const longestDays = 60;

/** Free times, soonest first. What is listed is not yet kept: that is `holdSlot`. */
export function listSlots({ diary, offer, now }: Ports) {
  return async (tenantId: string, wish: SlotWish): Promise<{ slots: readonly Slot[]; more: boolean }> => {
    const clinic = offer(tenantId);
    const visit = visitType(clinic, wish.visitTypeId);
    const moment = now();
    const earliest = new Date(moment.getTime() + visit.leadMinutes * 60_000);
    const from = wish.from !== undefined && wish.from > earliest ? wish.from : earliest;
    const until = untilOf(from, wish.until);
    const practitioners = clinic.practitioners.filter(
      (one) =>
        one.visitTypeIds.includes(visit.visitTypeId) &&
        (wish.practitionerId === undefined || wish.practitionerId === one.practitionerId),
    );
    const taken = await diary.taken(tenantId, { from, until: new Date(until.getTime() + dayMs) }, moment);
    const { timeZone, closedDays } = clinic;
    return freeSlots({ visit, practitioners, timeZone, closedDays, from, until, limit: wish.limit, taken });
  };
}

export function visitType(clinic: Offer, visitTypeId: string): VisitType {
  const found = clinic.visitTypes.find((one) => one.visitTypeId === visitTypeId);
  if (found === undefined) throw new Fault("missing", "no such visit type");
  return found;
}

function untilOf(from: Date, wished: Date | undefined): Date {
  const latest = new Date(from.getTime() + longestDays * dayMs);
  const until = wished ?? new Date(from.getTime() + defaultDays * dayMs);
  return until < latest ? until : latest;
}
