import { Fault } from "@careline/faults";
import { type Claim, hold } from "../domain/hold.ts";
import { isOpening } from "../domain/openings.ts";
import { readSlotId } from "../domain/slot-id.ts";
import type { Slot } from "../domain/slot.ts";
import { visitType } from "./list-slots.ts";
import type { Hold, Offer, Ports } from "./ports.ts";

export type HoldResult =
  | { readonly kind: "held"; readonly hold: Hold }
  | { readonly kind: "taken" }
  | { readonly kind: "past" };

/** Keeps a time for a while. A second time extends the hold; another slot replaces it: one hold a contact. */
export function holdSlot({ diary, offer, now, newId, holdSeconds }: Ports) {
  /** What this process is giving to somebody just now, by slot; undefined where that failed. */
  const giving = new Map<string, Promise<HoldResult | undefined>>();

  return async (tenantId: string, slotId: string, contactId: string): Promise<HoldResult> => {
    const { slot, bookableUntil } = openingOf(offer(tenantId), slotId);
    const moment = now();
    const decide = (claims: readonly Claim[]) => hold(bookableUntil, claims, contactId, moment, holdSeconds);
    const name = `${tenantId}/${slotId}`;
    // Many transactions after one time are in each other's way: whoever comes while somebody is getting it waits to see.
    for (;;) {
      const other = await giving.get(name);
      if (other?.kind === "held" && decide([claimOf(other.hold)]).kind === "taken") return { kind: "taken" };
      // Most who want a time that many want find it taken already: a plain look answers them without a transaction.
      const glance = decide(await diary.claims(tenantId, slot));
      if (glance.kind !== "held") return glance;
      if (!giving.has(name)) break;
    }
    const given = diary.transaction<HoldResult>(async (page) => {
      const decision = decide(await page.claims(tenantId, slot));
      if (decision.kind !== "held") return decision;
      const wanted: Hold = { holdId: newId(), tenantId, contactId, slot, until: decision.until };
      return { kind: "held", hold: await page.putHold(wanted, moment) };
    });
    giving.set(
      name,
      given.catch(() => undefined),
    );
    try {
      return await given;
    } catch (error) {
      // Somebody else's claim was saved between our look and our write: the unique index decided.
      if (error instanceof Fault && error.kind === "conflict") return { kind: "taken" };
      throw error;
    } finally {
      giving.delete(name);
    }
  };
}

const claimOf = ({ contactId, until }: Hold): Claim => ({ contactId, appointmentId: undefined, until });

/** The slot that an id stands for, if the clinic's calendar still has it, and until when it can be booked. */
function openingOf(clinic: Offer, slotId: string): { slot: Slot; bookableUntil: Date } {
  const read = readSlotId(slotId);
  const practitioner = clinic.practitioners.find((one) => one.practitionerId === read?.practitionerId);
  if (
    read === undefined ||
    practitioner === undefined ||
    !practitioner.visitTypeIds.includes(read.visitTypeId)
  )
    throw new Fault("missing", "no such slot");
  const visit = visitType(clinic, read.visitTypeId);
  const { startsAt } = read;
  if (!isOpening(practitioner, visit, startsAt, clinic)) throw new Fault("missing", "no such slot");
  const slot = { ...read, endsAt: new Date(startsAt.getTime() + visit.durationMinutes * 60_000) };
  return { slot, bookableUntil: new Date(startsAt.getTime() - visit.leadMinutes * 60_000) };
}
