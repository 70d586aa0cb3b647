import { every, type Log, type Poller } from "@careline/runtime";
import type { Lease } from "@careline/store";
import { endOpenFates } from "../app/end-open-fates.ts";
import { considerFallbacks } from "../app/fallback.ts";
import type { FallbackPorts } from "../app/fallback-ports.ts";
import type { Hold } from "../app/ports.ts";
import { putOffIntent } from "../app/put-off.ts";
import { openFates } from "../app/recover.ts";
import { sendFallback } from "../app/send-fallback.ts";
import { priorities } from "../domain/intent.ts";
import { carrier } from "./carry.ts";
import { holding } from "./holding.ts";

const pollMs = 250;
const atOnce = 8;

interface Options {
  readonly uncertainAfterMs: number;
  readonly takeLease: () => Promise<Lease | undefined>;
  readonly leaseMs: number;
}

/**
 * Sends what goes by other channels than WhatsApp, a few at once. Of several processes the holder of the lease does;
 * it is a lease of its own, so that a slow mail server takes nothing from WhatsApp.
 */
export function fallbackDispatcher(ports: FallbackPorts, log: Log, options: Options): Pick<Poller, "stop"> {
  const consider = considerFallbacks(ports);
  const carry = carrier({ send: sendFallback(ports), putOff: putOffIntent(ports), log });
  const recover = openFates(ports);
  const endOpen = endOpenFates(ports, options.uncertainAfterMs);
  const held = holding(options.takeLease, options.leaseMs);
  const inHand = new Map<string, Promise<void>>();

  async function fill(hold: Hold): Promise<void> {
    const room = atOnce - inHand.size;
    if (room <= 0) return;
    const wish = { priority: priorities.reminder, exceptContacts: [], exceptSources: [], limit: 2 * atOnce };
    const due = await ports.intents.due(ports.now(), wish);
    for (const saved of due.filter(({ intent }) => !inHand.has(intent.intentId)).slice(0, room)) {
      const { intentId } = saved.intent;
      inHand.set(
        intentId,
        carry(saved, hold).finally(() => inHand.delete(intentId)),
      );
    }
  }

  const poller = every(
    pollMs,
    async () => {
      const hold = await held.current();
      if (hold === undefined) return;
      await recover(hold, [...inHand.keys()]);
      await endOpen(hold);
      await consider();
      await fill(hold);
    },
    log,
  );
  return {
    async stop() {
      await poller.stop();
      await Promise.allSettled(inHand.values());
      await held.release();
    },
  };
}
