import type { Store, Unit } from "@careline/store";
import type { ChangeNotes, Intents, Saved } from "../app/ports.ts";
import type { Intent } from "../domain/intent.ts";
import type { IntentDocument } from "./documents.ts";
import { intentQueries } from "./intent-queries.ts";
import { tellChange } from "./tell.ts";
import { changing, intentDocument, saved } from "./to-document.ts";

export function mongoIntents(store: Store): Intents {
  const intents = store.collection<IntentDocument>("intents");

  async function apply(
    unit: Unit,
    which: { tenantId: string; intentId: string },
    rule: (intent: Intent) => Intent | undefined,
    notes: ChangeNotes,
  ): Promise<Saved | undefined> {
    const { session } = unit;
    const filter = { _id: which.intentId, tenantId: which.tenantId };
    const found = await intents.findOne(filter, { session });
    if (found === null || (notes.fence !== undefined && found.fence > notes.fence)) return undefined;
    const before = saved(found);
    const after = rule(before.intent);
    const ref =
      notes.messageRef !== undefined && found.messageRef === null ? { messageRef: notes.messageRef } : {};
    const fence = notes.fence === undefined ? {} : { fence: notes.fence };
    if (after === undefined && !("messageRef" in ref)) return undefined;
    const $set = { ...(after === undefined ? {} : changing(after)), ...ref, ...fence };
    await intents.updateOne(
      { ...filter, revision: found.revision },
      { $set, $inc: { revision: 1 } },
      { session },
    );
    if (after === undefined) return undefined;
    tellChange(unit, after, notes);
    return { ...before, intent: after, revision: found.revision + 1 };
  }

  return {
    ...intentQueries(intents),
    async plan(mark, planned) {
      await store.once(mark, async ({ session }) => {
        const { intentId: _id } = planned.intent;
        if ((await intents.countDocuments({ _id }, { session, limit: 1 })) === 0)
          await intents.insertOne(intentDocument(planned), { session });
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
