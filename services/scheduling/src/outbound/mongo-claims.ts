import { Fault } from "@careline/faults";
import type { Store, Unit } from "@careline/store";
import type { Hold } from "../app/ports.ts";
import type { Claim } from "../domain/hold.ts";
import { cells, type Slot } from "../domain/slot.ts";
import type { ClaimDocument, HoldDocument } from "./documents.ts";

/** The cells of practitioners' time within one transaction. */
export function claimsPage(store: Store, { session }: Unit) {
  const claims = store.collection<ClaimDocument>("claims");
  const holds = store.collection<HoldDocument>("holds");
  const dropHolds = async (tenantId: string, holdIds: readonly string[]): Promise<void> => {
    if (holdIds.length === 0) return;
    await claims.deleteMany({ tenantId, holdId: { $in: [...holdIds] } }, { session });
    await holds.deleteMany({ tenantId, _id: { $in: [...holdIds] } }, { session });
  };
  return {
    async claims(tenantId: string, slot: Slot): Promise<readonly Claim[]> {
      const found = claims.find({ _id: { $in: ids(tenantId, slot) } }, { session });
      return (await found.toArray()).map(fromDocument);
    },
    async putHold(hold: Hold, now: Date): Promise<Hold> {
      const { tenantId, contactId, slot, until } = hold;
      const own = await holds.find({ tenantId, contactId }, { session }).toArray();
      const holdId = own.find((before) => before.until > now && isOf(before, slot))?._id ?? hold.holdId;
      await dropHolds(
        tenantId,
        own.map(({ _id }) => _id),
      );
      const wanted = ids(tenantId, slot);
      await claims.deleteMany(
        { _id: { $in: wanted }, appointmentId: null, until: { $lte: now } },
        { session },
      );
      const documents = cells(slot).map((cell, index): ClaimDocument => ({
        _id: wanted[index] ?? "",
        tenantId,
        practitionerId: slot.practitionerId,
        cell: new Date(cell),
        contactId,
        holdId,
        appointmentId: null,
        until,
      }));
      await conflictWhenTaken(() => claims.insertMany(documents, { session }));
      await holds.insertOne({ _id: holdId, tenantId, contactId, ...slot, until }, { session });
      return { ...hold, holdId };
    },
    async hold(tenantId: string, holdId: string): Promise<Hold | undefined> {
      const found = await holds.findOne({ _id: holdId, tenantId }, { session });
      if (found === null) return undefined;
      const { contactId, practitionerId, visitTypeId, startsAt, endsAt, until } = found;
      return { holdId, tenantId, contactId, until, slot: { practitionerId, visitTypeId, startsAt, endsAt } };
    },
    dropHold: (hold: Hold) => dropHolds(hold.tenantId, [hold.holdId]),
    async claimFor(hold: Hold, appointmentId: string): Promise<boolean> {
      const own = { _id: { $in: ids(hold.tenantId, hold.slot) }, holdId: hold.holdId };
      const held = await claims.countDocuments(own, { session });
      if (held !== cells(hold.slot).length) return false;
      await claims.updateMany(own, { $set: { appointmentId, holdId: null, until: null } }, { session });
      await holds.deleteOne({ _id: hold.holdId, tenantId: hold.tenantId }, { session });
      return true;
    },
    async free(tenantId: string, appointmentId: string): Promise<void> {
      await claims.deleteMany({ tenantId, appointmentId }, { session });
    },
  };
}

/** The claims on a slot as they are now. Those who ask at once are answered together. */
export async function claimsOn(store: Store, tenantId: string, slot: Slot): Promise<readonly Claim[]> {
  const asked = ids(tenantId, slot).map((id) => store.find<ClaimDocument>("claims", "_id", id));
  return (await Promise.all(asked)).flat().map(fromDocument);
}

function fromDocument({ contactId, appointmentId, until }: ClaimDocument): Claim {
  return { contactId, appointmentId: appointmentId ?? undefined, until: until ?? undefined };
}

function isOf(hold: HoldDocument, slot: Slot): boolean {
  return (
    hold.practitionerId === slot.practitionerId &&
    hold.visitTypeId === slot.visitTypeId &&
    hold.startsAt.getTime() === slot.startsAt.getTime()
  );
}

function ids(tenantId: string, slot: Slot): string[] {
  return cells(slot).map((cell) => `${tenantId}/${slot.practitionerId}/${cell}`);
}

async function conflictWhenTaken(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if ((error as { code?: unknown }).code !== 11_000) throw error;
    throw new Fault("conflict", "the time is taken", { cause: error });
  }
}
