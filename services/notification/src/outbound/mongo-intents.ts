import { Fault, failpoint } from "@careline/faults";
import { Missed, type SharedUnit, type Store } from "@careline/store";
import type { ChangeNotes, Intents, Saved } from "../app/ports.ts";
import type { Intent } from "../domain/intent.ts";
import { saidTwice } from "../domain/status.ts";
import type { IntentDocument, ReachedDocument } from "./documents.ts";
import { intentLines } from "./intent-lines.ts";
import { intentQueries } from "./intent-queries.ts";
import { tellChange } from "./tell.ts";
import { changeOf, type FallbackAt, intentDocument, saved } from "./to-document.ts";

/** The lease of whoever sends: its row says which fence is the newest. */
export const dispatchLease = "dispatch";

type Rule = (intent: Intent) => Intent | undefined;
interface Which {
  readonly tenantId: string;
  readonly intentId: string;
}
type Result = { readonly isKnown: boolean; readonly after: Saved | undefined };

const unknown: Result = { isKnown: false, after: undefined };
const unchanged: Result = { isKnown: true, after: undefined };

function reachedOf(tenantId: string, contactId: string, at: Date) {
  const filter = { _id: `${tenantId}/${contactId}` };
  return { updateOne: { filter, update: { $set: { tenantId, contactId, at } }, upsert: true } };
}

export interface IntentsOptions {
  /** Where they are kept: "intents", or "fallbacks" for those of other channels. */
  readonly collection?: string;
  /** The lease of whoever sends them. */
  readonly lease?: string;
  /** When it is to be looked whether an intent should be said in another way. */
  readonly fallbackAt?: FallbackAt;
}

export function mongoIntents(store: Store, options: IntentsOptions = {}): Intents {
  const { collection = "intents", lease: leaseName = dispatchLease, fallbackAt } = options;
  const intents = store.collection<IntentDocument>(collection);

  /**
   * A read is enough: the row of a newer holder is seen by every transaction that begins after it was taken. One that
   * began before meets what the newer holder does with an intent as a conflict, and announces nothing that was sent.
   */
  async function isNewest(fence: number, unit: SharedUnit): Promise<boolean> {
    const [lease] = await unit.find<{ _id: string; fence: number }>("leases", "_id", [leaseName]);
    return lease?.fence === fence;
  }

  async function read({ tenantId, intentId }: Which, unit: SharedUnit): Promise<Saved | undefined> {
    const [found] = await unit.find<IntentDocument>(collection, "_id", [intentId]);
    return found?.tenantId === tenantId ? saved(found) : undefined;
  }

  async function apply(unit: SharedUnit, which: Which, rule: Rule, notes: ChangeNotes): Promise<Result> {
    if (notes.fence !== undefined && !(await isNewest(notes.fence, unit))) return unchanged;
    const before = notes.asOf ?? (await read(which, unit));
    if (before === undefined) return unknown;
    const messageRef = before.messageRef ?? notes.messageRef;
    const isOther = notes.messageRef !== undefined && notes.messageRef !== messageRef;
    const ruled = rule(before.intent);
    const after = isOther ? saidTwice(ruled ?? before.intent) : ruled;
    if (after === undefined && messageRef === before.messageRef) return unchanged;
    const change = changeOf(before, after ?? before.intent, messageRef, fallbackAt);
    // Of two that change it at once the database lets one through, and the other sees what that one did.
    unit.write<IntentDocument>(collection, change, "one");
    if (after === undefined) return unchanged;
    if (notes.reachedAt !== undefined)
      unit.write<ReachedDocument>("reached", reachedOf(which.tenantId, after.contactId, notes.reachedAt));
    if (after.history.length > before.intent.history.length) tellChange(unit.emit, after, notes);
    return { isKnown: true, after: { ...before, intent: after, messageRef } };
  }

  async function change(which: Which, rule: Rule, notes: ChangeNotes, mayWait = false): Promise<Result> {
    const run = (unit: SharedUnit) => apply(unit, which, rule, notes);
    try {
      const result = await store.together({
        key: which.intentId,
        run,
        mayWait,
        isBulk: notes.isBulk === true,
      });
      return result === "again" ? unchanged : result;
    } catch (error) {
      const { asOf, ...rest } = notes;
      if (asOf === undefined || !(error instanceof Missed)) throw error;
      return change(which, rule, rest);
    }
  }

  return {
    ...intentQueries(intents),
    ...intentLines(intents),
    async plan(mark, planned) {
      const { intentId, tenantId } = planned.intent;
      failpoint("intent.before-plan");
      const result = await store.together({
        ...{ key: intentId, mark, isBulk: planned.intent.intentClass === "reminder" },
        async run(unit) {
          const [known] = await unit.find<IntentDocument>(collection, "_id", [intentId]);
          if (known === undefined) {
            unit.write<IntentDocument>(collection, { insertOne: { document: intentDocument(planned) } });
            return { ...planned, messageRef: undefined };
          }
          if (known.tenantId !== tenantId) throw new Fault("denied", "an intent of another tenant");
          return undefined;
        },
      });
      failpoint("intent.after-plan");
      return result === "again" ? undefined : result;
    },
    change: async (tenantId, intentId, rule, notes) =>
      (await change({ tenantId, intentId }, rule, notes)).after,
    async settle(tenantId, { intentId, messageRef }, rule, requestId) {
      const notes = { requestId, ...(messageRef !== "" && { messageRef }) };
      const byId = intentId === "" ? unknown : await change({ tenantId, intentId }, rule, notes, true);
      if (byId.isKnown || messageRef === "") return byId.isKnown;
      const found = await store.find<IntentDocument>(collection, "messageRef", messageRef);
      const named = found.find((each) => each.tenantId === tenantId);
      if (named === undefined) return false;
      const { isKnown } = await change({ tenantId, intentId: named._id }, rule, notes, true);
      return isKnown;
    },
  };
}
