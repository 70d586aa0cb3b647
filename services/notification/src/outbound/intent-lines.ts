import type { Collection } from "mongodb";
import type { Intents } from "../app/ports.ts";
import { priorities, type State } from "../domain/intent.ts";
import type { IntentDocument } from "./documents.ts";
import { saved } from "./to-document.ts";

const onTheWay: State[] = ["planned", "submitting", "uncertain"];
const gone: State[] = ["submitting", "accepted", "sent", "delivered", "read"];
const openMost = 20;

/** Whose turn it is. */
export function intentLines(
  intents: Collection<IntentDocument>,
): Pick<Intents, "due" | "firstInLine" | "isOvertaken"> {
  return {
    async due(now, { priority, exceptContacts, exceptSources, limit }) {
      const found = intents.find({
        state: "planned",
        priority,
        notBefore: { $lte: now },
        ...(exceptContacts.length > 0 && { contactId: { $nin: [...exceptContacts] } }),
        ...(exceptSources.length > 0 && { sourceId: { $nin: [...exceptSources] } }),
      });
      return (await found.sort({ notBefore: 1 }).limit(limit).toArray()).map(saved);
    },
    async firstInLine(of, openSince) {
      const { tenantId, sourceId, sequence } = of.intent;
      const earlier = intents.find({
        tenantId,
        sourceId,
        state: { $in: onTheWay },
        sequence: { $lt: sequence },
      });
      const found = (await earlier.sort({ sequence: 1 }).limit(openMost).toArray()).map(saved);
      return found.find(({ intent }) => intent.state !== "uncertain" || intent.changedAt > openSince) ?? of;
    },
    async isOvertaken({ intent: { tenantId, source, sourceId, sequence } }) {
      if (source !== "conversation") return false;
      const later = await intents.findOne({
        ...{ tenantId, sourceId, state: { $in: gone }, sequence: { $gt: sequence } },
        priority: { $ne: priorities.emergency },
      });
      return later !== null;
    },
  };
}
