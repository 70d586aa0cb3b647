import { failpoint } from "@careline/faults";
import { gathered, type Store } from "@careline/store";
import { tickRank } from "../domain/ticks.ts";
import type { Tick } from "../domain/ticks.ts";
import type { MessageDocument } from "./documents.ts";

export type Ticks = (tenantId: string, intentId: string, tick: Tick) => Promise<void>;

interface News {
  readonly tenantId: string;
  readonly intentId: string;
  readonly tick: Tick;
}

// Nobody waits for a tick, and of one message often more than one comes in this time.
const everyMs = 200;
const newsAtOnceMax = 1_000;

/**
 * Keeps what became of each message. News that come late, twice or in another order change nothing, so they need neither
 * a transaction nor a mark: those of many messages are one write, and of one message only the furthest counts.
 */
export function mongoTicks(store: Store): Ticks {
  const messages = store.collection<MessageDocument>("messages");
  const keep = gathered(
    async (all: readonly News[]) => {
      failpoint("conversation.before-ticks-kept");
      await messages.bulkWrite(furthest(all).map(update), { ordered: false });
      failpoint("conversation.after-ticks-kept");
    },
    newsAtOnceMax,
    everyMs,
  );
  return (tenantId, intentId, tick) => keep({ tenantId, intentId, tick });
}

function furthest(all: readonly News[]): readonly News[] {
  const of = new Map<string, News>();
  for (const news of all) {
    const name = `${news.tenantId}/${news.intentId}`;
    const before = of.get(name);
    if (before === undefined || tickRank(before.tick) < tickRank(news.tick)) of.set(name, news);
  }
  return [...of.values()];
}

function update({ tenantId, intentId, tick }: News) {
  const stateRank = tickRank(tick);
  const filter = { tenantId, intentId, stateRank: { $lt: stateRank } };
  return { updateOne: { filter, update: { $set: { state: tick, stateRank } } } };
}
