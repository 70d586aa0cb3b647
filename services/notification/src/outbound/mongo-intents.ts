import { Fault } from "@careline/faults";
import type { Store, Unit } from "@careline/store";
import type { ChangeNotes, Intents, Saved } from "../app/ports.ts";
import type { Intent } from "../domain/intent.ts";
import type { IntentDocument } from "./documents.ts";
import { intentLines } from "./intent-lines.ts";
import { intentQueries } from "./intent-queries.ts";
import { tellChange } from "./tell.ts";
import { changing, intentDocument, saved } from "./to-document.ts";

/** The lease of whoever sends: its row says which fence is the newest. */
export const dispatchLease = "dispatch";

export function mongoIntents(store: Store): Intents {
  const intents = store.collection<IntentDocument>("intents");
  const leases = store.collection<{ _id: string; fence: number }>("leases");

  async function isNewest(fence: number, { session }: Unit): Promise<boolean> {
    const lease = await leases.findOne({ _id: dispatchLease }, { session });
    return lease?.fence === fence;
  }

  async function apply(
    unit: Unit,
    which: { tenantId: string; intentId: string },
    rule: (intent: Intent) => Intent | undefined,
    notes: ChangeNotes,
  ): Promise<Saved | undefined> {
    const { session } = unit;
    if (notes.fence !== undefined && !(await isNewest(notes.fence, unit))) return undefined;
    const filter = { _id: which.intentId, tenantId: which.tenantId };
    const found = await intents.findOne(filter, { session });
    if (found === null) return undefined;
    const before = saved(found);
    const after = rule(before.intent);
    const messageRef = found.messageRef ?? notes.messageRef ?? null;
    if (after === undefined && messageRef === found.messageRef) return undefined;
    // Of two that change it at once the database lets one through, and the other sees what that one did.
    await intents.updateOne(
      filter,
      { $set: { ...changing(after ?? before.intent), messageRef } },
      { session },
    );
    if (after === undefined) return undefined;
    if (after.history.length > before.intent.history.length) tellChange(unit, after, notes);
    return { ...before, intent: after };
  }

  return {
    ...intentQueries(intents),
    ...intentLines(intents),
    async plan(mark, planned) {
      await store.once(mark, async ({ session }) => {
        const { intentId: _id, tenantId } = planned.intent;
        const known = await intents.findOne({ _id }, { session, projection: { tenantId: 1 } });
        if (known === null) await intents.insertOne(intentDocument(planned), { session });
        else if (known.tenantId !== tenantId) throw new Fault("denied", "an intent of another tenant");
      });
    },
    async change(tenantId, intentId, rule, notes) {
      const work = (unit: Unit) => apply(unit, { tenantId, intentId }, rule, notes);
      if (notes.mark === undefined) return store.unit(work);
      const result = await store.once(notes.mark, work);
      return result === "again" ? undefined : result;
    },
  };
}
