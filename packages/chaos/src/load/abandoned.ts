import { setTimeout as pause } from "node:timers/promises";
import { holdSeconds } from "../house/clinic.ts";
import { again, type Caller, held } from "./calls.ts";

const marginMs = 1_000;
// Nobody books so far ahead: what is held there is not over, nor wished for by others, before it is asked for again.
const inDays = 2;

/** Somebody picks a time and never comes back: after a while it must be another's to take. */
export async function abandoned(
  options: Caller & { readonly found: (problem: string) => void },
  isBooked: (slotId: string) => boolean,
): Promise<void> {
  const { as, found, chance, wishes } = options;
  const { tenantId } = as;
  const slot = await held(options, `gone-${chance()}`, inDays);
  if (slot === undefined) return;
  const { slotId } = slot.slot;
  // Three times, because a patient may hold it meanwhile.
  for (let tries = 0; tries < 3; tries += 1) {
    await pause(holdSeconds * 1_000 + marginMs);
    const contactId = `next-${chance()}`;
    const { outcome, holdId } = await again(() =>
      as.scheduling.holdSlot({ slotId, contactId }, { tenantId }),
    );
    if (holdId !== "") await again(() => as.scheduling.releaseHold({ holdId, contactId }, { tenantId }));
    const isOthers = isBooked(slotId) || wishes.get(slotId) !== 1;
    if (outcome !== "HOLD_OUTCOME_TAKEN" || isOthers) return;
  }
  found("a hold has no end");
}
