import type { Collection, Filter } from "mongodb";
import type { First, Intents } from "../app/ports.ts";
import { lineOf, onTheWay, priorities, type State } from "../domain/intent.ts";
import type { IntentDocument } from "./documents.ts";
import { saved } from "./to-document.ts";

const gone: State[] = ["submitting", "accepted", "held", "sent", "delivered", "read"];
const lineFields = { tenantId: 1, sourceId: 1, sequence: 1, state: 1, changedAt: 1, notBefore: 1 } as const;

type Line = Pick<IntentDocument, "_id" | keyof typeof lineFields>;

/** Whose turn it is. */
export function intentLines(
  intents: Collection<IntentDocument>,
): Pick<Intents, "due" | "isAnyDue" | "firstInLines" | "isOvertaken"> {
  return {
    async due(now, { priority, exceptContacts, exceptSources, exceptTenants = [], limit }) {
      const found = intents.find({
        state: "planned",
        priority,
        notBefore: { $lte: now },
        ...(exceptContacts.length > 0 && { contactId: { $nin: [...exceptContacts] } }),
        ...(exceptSources.length > 0 && { sourceId: { $nin: [...exceptSources] } }),
        ...(exceptTenants.length > 0 && { tenantId: { $nin: [...exceptTenants] } }),
      });
      return (await found.sort({ notBefore: 1 }).limit(limit).toArray()).map(saved);
    },
    async isAnyDue(now, except) {
      const filter: Filter<IntentDocument> = {
        state: "planned",
        notBefore: { $lte: now },
        ...(except.intents.length > 0 && { _id: { $nin: [...except.intents] } }),
        ...(except.sources.length > 0 && { sourceId: { $nin: [...except.sources] } }),
      };
      return (await intents.findOne(filter, { projection: { _id: 1 } })) !== null;
    },
    async firstInLines(of, isWaitedFor) {
      const firsts = new Map<string, First & { readonly sequence: number }>();
      if (of.length === 0) return firsts;
      const open = intents.find({
        tenantId: { $in: [...new Set(of.map(({ intent }) => intent.tenantId))] },
        sourceId: { $in: [...new Set(of.map(({ intent }) => intent.sourceId))] },
        state: { $in: [...onTheWay] },
      });
      for (const line of await open.project<Line>(lineFields).toArray()) {
        const { _id: intentId, sequence, state, changedAt, notBefore } = line;
        if (state === "uncertain" && !isWaitedFor(changedAt)) continue;
        const known = firsts.get(lineOf(line));
        if (known === undefined || sequence < known.sequence)
          firsts.set(lineOf(line), { intentId, state, notBefore, sequence });
      }
      return firsts;
    },
    async isOvertaken({ intent: { tenantId, contactId, source, sourceId, sequence } }) {
      if (source !== "conversation") return false;
      // By the contact's index: it is asked of uncertain ones alone, and none is kept for it.
      const later = await intents.findOne({
        ...{ tenantId, contactId, sourceId, state: { $in: gone }, sequence: { $gt: sequence } },
        priority: { $ne: priorities.emergency },
      });
      return later !== null;
    },
  };
}
