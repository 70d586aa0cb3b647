import { setTimeout as pause } from "node:timers/promises";
import type { Slot } from "@careline/contracts/scheduling/v1/scheduling_service";
import type { Operator } from "@careline/local/operator";
import { quickVisit } from "../house/clinic.ts";

export interface Caller {
  readonly as: Operator;
  readonly chance: () => number;
  /** No reminder of a visit that is booked now may fall due later: nobody would wait for it. */
  readonly lastDueAt: () => number;
  /** How often each time was wished for: who was not the only one may find it taken. */
  readonly wishes: Map<string, number>;
}

const dayMs = 86_400_000;
// What is booked for a moment nearer than this could be in the past when the call arrives.
export const leadMs = 15_000;
const patienceMs = 90_000;

/** Some free time, kept for this contact; its reminder falls due within the run, unless told otherwise. */
export async function held(
  { as, chance, lastDueAt, wishes }: Caller,
  contactId: string,
  inDays = 1,
): Promise<{ readonly slot: Slot; readonly holdId: string } | undefined> {
  const { tenantId } = as;
  for (let tries = 0; tries < 5; tries += 1) {
    const from = new Date(Date.now() + inDays * dayMs + leadMs);
    const until = new Date(lastDueAt() + inDays * dayMs);
    if (from >= until) return undefined;
    const asked = { visitTypeId: quickVisit.id, from, until, limit: 50, practitionerId: "" };
    const { slots } = await again(() => as.scheduling.listSlots(asked, { tenantId }));
    const slot = slots[Math.floor(chance() * slots.length)];
    if (slot === undefined) return undefined;
    const { slotId } = slot;
    wishes.set(slotId, (wishes.get(slotId) ?? 0) + 1);
    const hold = await again(() => as.scheduling.holdSlot({ slotId, contactId }, { tenantId }));
    if (hold.outcome === "HOLD_OUTCOME_HELD") return { slot, holdId: hold.holdId };
  }
  return undefined;
}

export function dueOf({ startsAt }: Slot): number {
  return (startsAt?.getTime() ?? 0) - dayMs;
}

/** A call that is repeated, with the same key, until it is answered. */
export async function again<T>(call: () => Promise<T>): Promise<T> {
  for (const giveUpAt = Date.now() + patienceMs; ;)
    try {
      return await call();
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      await pause(300);
    }
}
