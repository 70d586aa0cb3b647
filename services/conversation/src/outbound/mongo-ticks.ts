import type { Store } from "@careline/store";
import { tickRank } from "../domain/ticks.ts";
import type { Tick } from "../domain/ticks.ts";
import type { MessageDocument } from "./documents.ts";

export type Ticks = (tenantId: string, intentId: string, tick: Tick) => Promise<void>;

/** Keeps what became of each message; news that come late or twice change nothing. */
export function mongoTicks(store: Store): Ticks {
  const messages = store.collection<MessageDocument>("messages");
  return async (tenantId, intentId, tick) => {
    const stateRank = tickRank(tick);
    await messages.updateOne(
      { tenantId, intentId, stateRank: { $lt: stateRank } },
      { $set: { state: tick, stateRank } },
    );
  };
}
