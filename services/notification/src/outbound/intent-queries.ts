import type { Collection, Filter } from "mongodb";
import type { Intents, Saved } from "../app/ports.ts";
import type { IntentDocument } from "./documents.ts";
import { saved } from "./to-document.ts";

/** What is only looked up. */
export function intentQueries(intents: Collection<IntentDocument>): Omit<Intents, "plan" | "change"> {
  const one = async (filter: Filter<IntentDocument>) => {
    const found = await intents.findOne(filter);
    return found === null ? undefined : saved(found);
  };
  const many = async (filter: Filter<IntentDocument>, limit = 100) =>
    (await intents.find(filter).limit(limit).toArray()).map(saved);
  return {
    find: (tenantId, intentId) => one({ _id: intentId, tenantId }),
    findByMessageRef: (tenantId, messageRef) => one({ tenantId, messageRef }),
    async due(now, limit) {
      const found = intents.find({ state: "planned", notBefore: { $lte: now } });
      const rows = await found.sort({ priority: 1, notBefore: 1 }).limit(limit).toArray();
      return rows.map(saved).sort(bySequence);
    },
    async hasEarlier({ intent }) {
      const { sourceId, sequence } = intent;
      const earlier = {
        sourceId,
        sequence: { $lt: sequence },
        state: { $in: ["planned", "submitting"] },
      } as const;
      return (await intents.countDocuments(earlier, { limit: 1 })) > 0;
    },
    leftSubmitting: (fence) => many({ state: "submitting", fence: { $lt: fence } }, 10_000),
    uncertainSince: (before, limit) => many({ state: "uncertain", changedAt: { $lte: before } }, limit),
    plannedReminders: (tenantId, { contactId, appointmentId }) =>
      many({
        tenantId,
        intentClass: "reminder",
        state: "planned",
        ...(contactId !== undefined && { contactId }),
        ...(appointmentId !== undefined && { "reminder.appointmentId": appointmentId }),
      }),
    async nextDueAt(now) {
      const found = intents.find({ state: "planned", notBefore: { $gt: now } });
      const [next] = await found.sort({ notBefore: 1 }).limit(1).toArray();
      return next?.notBefore;
    },
    async list(tenantId, { contactId, state, size, token }) {
      const [createdAt = "", id = ""] = token.split("_");
      const before = new Date(Number(createdAt));
      const after =
        id === "" ? {} : { $or: [{ createdAt: { $lt: before } }, { createdAt: before, _id: { $lt: id } }] };
      const rows = await intents
        .find({
          tenantId,
          ...(contactId !== undefined && { contactId }),
          ...(state !== undefined && { state }),
          ...after,
        })
        .sort({ createdAt: -1, _id: -1 })
        .limit(size + 1)
        .toArray();
      const last = rows[size - 1];
      const next = rows.length > size && last !== undefined ? `${last.createdAt.getTime()}_${last._id}` : "";
      return { intents: rows.slice(0, size).map(saved), next };
    },
  };
}

// The index gives urgency and time; within one conversation its own order counts.
function bySequence(a: Saved, b: Saved): number {
  return a.intent.sourceId === b.intent.sourceId ? a.intent.sequence - b.intent.sequence : 0;
}
