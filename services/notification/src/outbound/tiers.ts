import { failpoint } from "@careline/faults";
import type { Store } from "@careline/store";
import type { Ports, TierNews } from "../app/ports.ts";
import { type Day, openDay } from "../domain/day.ts";
import {
  cappedForMs,
  dayMs,
  dueWithinADay,
  remindedMs,
  type Tier,
  tierGate,
  unknownTier,
} from "../domain/tier.ts";
import type { ReachedDocument, TierDocument, VisitDocument } from "./documents.ts";
import { remembered } from "./remembered.ts";

const tierFreshMs = 2_000;
const reservedFreshMs = 10_000;

/**
 * The day of each clinic. Whoever sends holds it in memory, and keeps each entry in the transaction that announces its
 * send: so what is counted is never less than what may have left. Another sender reads it anew.
 */
export function tiers(store: Store, now: () => Date): Ports["tier"] & TierNews {
  const rows = store.collection<TierDocument>("tiers");
  const entries = store.collection<ReachedDocument>("reached");
  const visits = store.collection<VisitDocument>("visits");
  const days = new Map<string, { readonly fence: number; readonly day: Promise<Day> }>();

  const tierOf = remembered(tierFreshMs, async (tenantId): Promise<Tier> => {
    const row = await rows.findOne({ _id: tenantId });
    return row === null
      ? unknownTier
      : { limit: row.limit ?? undefined, cappedUntil: row.cappedUntil ?? undefined };
  });

  async function read(tenantId: string): Promise<Day> {
    const since = new Date(now().getTime() - dayMs);
    failpoint("tier.before-forget");
    await entries.deleteMany({ tenantId, at: { $lte: since } });
    failpoint("tier.after-forget");
    return openDay(await entries.find({ tenantId }).toArray());
  }

  function dayOf(tenantId: string, fence: number): Promise<Day> {
    const known = days.get(tenantId);
    if (known?.fence === fence) return known.day;
    const day = read(tenantId);
    days.set(tenantId, { fence, day });
    day.catch(() => days.delete(tenantId));
    return day;
  }

  const reservedOf = remembered(reservedFreshMs, async (tenantId): Promise<number> => {
    const from = now();
    const soon = { $gt: from, $lte: new Date(from.getTime() + remindedMs) };
    const found = visits.find({ tenantId, isOn: true, startsAt: soon });
    const rows = await found.project<VisitDocument>({ contactId: 1, startsAt: 1 }).toArray();
    const day = await days.get(tenantId)?.day;
    return day?.reserve(dueWithinADay(rows, from), from) ?? rows.length;
  });

  async function set(tenantId: string, change: Partial<Omit<TierDocument, "_id">>): Promise<void> {
    failpoint("tier.before-set");
    await rows.updateOne({ _id: tenantId }, { $set: change }, { upsert: true });
    failpoint("tier.after-set");
    tierOf.forget(tenantId);
  }

  return {
    async ask({ tenantId, contactId, intentClass }, fence) {
      const tier = await tierOf(tenantId);
      // As long as WhatsApp has set no limit there is nothing to count.
      if (typeof tier.limit !== "number" && tier.cappedUntil === undefined) return { kind: "send" };
      const day = await dayOf(tenantId, fence);
      const reserved = intentClass === "reminder" ? 0 : await reservedOf(tenantId);
      const verdict = tierGate(tier, day.reached(contactId, now()), reserved, now());
      if (verdict.kind === "send") day.claim(contactId, now());
      return verdict;
    },
    async kept({ tenantId, contactId }, at) {
      (await days.get(tenantId)?.day)?.keep(contactId, at);
    },
    tooMany: (tenantId) => set(tenantId, { cappedUntil: new Date(now().getTime() + cappedForMs) }),
    async learnt(tenantId, limit) {
      if ((await tierOf(tenantId)).limit !== limit) await set(tenantId, { limit });
    },
    async visit({ tenantId, appointmentId, version, contactId, startsAt, isOn }) {
      const _id = `${tenantId}/${appointmentId}`;
      const row = { tenantId, contactId, startsAt, isOn, version };
      failpoint("visit.before-note");
      const known = await visits.updateOne({ _id, version: { $lte: version } }, { $set: row });
      if (known.matchedCount === 0) await visits.updateOne({ _id }, { $setOnInsert: row }, { upsert: true });
      failpoint("visit.after-note");
    },
  };
}
