import { Fault } from "@careline/faults";
import type { Collection, Filter } from "mongodb";
import type { Intents } from "../app/ports.ts";
import { priorities } from "../domain/intent.ts";
import { heldMaxMs } from "../domain/undelivered.ts";
import type { IntentDocument } from "./documents.ts";
import { taken } from "./indexes.ts";
import { saved } from "./to-document.ts";

type Queries = Omit<
  Intents,
  "plan" | "change" | "settle" | "due" | "isAnyDue" | "firstInLines" | "isOvertaken"
>;

/** What is only looked up. */
export function intentQueries(intents: Collection<IntentDocument>): Queries {
  const one = async (filter: Filter<IntentDocument>) => {
    const found = await intents.findOne(filter);
    return found === null ? undefined : saved(found);
  };
  return {
    find: (tenantId, intentId) => one({ _id: intentId, tenantId }),
    findByMessageRef: (tenantId, messageRef) => one({ tenantId, messageRef }),
    async submitting(inHand) {
      const found = intents.find({ state: "submitting", _id: { $nin: [...inHand] } });
      return (await found.limit(500).toArray()).map(saved);
    },
    async uncertainSince(before, isEmergency) {
      const priority = isEmergency ? priorities.emergency : { $gt: priorities.emergency };
      const found = intents.find({ state: "uncertain", priority, changedAt: { $lte: before } });
      return (await found.sort({ changedAt: 1 }).limit(50).toArray()).map(saved);
    },
    async undelivered(now) {
      const longAgo = new Date(now.getTime() - heldMaxMs);
      const held = intents.find({
        state: "held",
        $or: [
          { expiresAt: { $lte: now } },
          { "reminder.startsAt": { $lte: now } },
          { changedAt: { $lte: longAgo } },
        ],
      });
      const unseen = intents.find({
        ...{ intentClass: "reminder", state: { $in: [...taken] }, "reminder.startsAt": { $lte: now } },
        channel: { $exists: false },
      });
      const all = await Promise.all([held, unseen].map((each) => each.limit(50).toArray()));
      return all.flat().map(saved);
    },
    async plannedReminders(tenantId, { contactId, appointmentId }) {
      const found = intents.find({
        ...{ tenantId, intentClass: "reminder", state: "planned" },
        ...(contactId !== undefined && { contactId }),
        ...(appointmentId !== undefined && { "reminder.appointmentId": appointmentId }),
      });
      return (await found.toArray()).map(saved);
    },
    async nextMoments(now) {
      const planned = intents.find({ state: "planned", notBefore: { $gt: now } }).sort({ notBefore: 1 });
      const open = intents.find({ state: "uncertain" }).sort({ changedAt: 1 });
      const [[next], [oldest]] = await Promise.all([planned.limit(1).toArray(), open.limit(1).toArray()]);
      return {
        ...(next !== undefined && { planned: next.notBefore }),
        ...(oldest !== undefined && { uncertainSince: oldest.changedAt }),
      };
    },
    async list(tenantId, { contactId, state, size, token }) {
      const found = intents.find({
        tenantId,
        ...(contactId !== undefined && { contactId }),
        ...(state !== undefined && { state }),
        ...olderThan(token),
      });
      const rows = await found
        .sort({ createdAt: -1, _id: -1 })
        .limit(size + 1)
        .toArray();
      const last = rows[size - 1];
      const next = rows.length > size && last !== undefined ? `${last.createdAt.getTime()}_${last._id}` : "";
      return { intents: rows.slice(0, size).map(saved), next };
    },
  };
}

function olderThan(token: string): Filter<IntentDocument> {
  if (token === "") return {};
  const [, ms, id] = /^(\d{1,15})_(.+)$/.exec(token) ?? [];
  if (ms === undefined || id === undefined) throw new Fault("invalid", "page.token: not one of ours");
  const before = new Date(Number(ms));
  return { $or: [{ createdAt: { $lt: before } }, { createdAt: before, _id: { $lt: id } }] };
}
