import { every, type Log, type Poller } from "@careline/runtime";
import type { Lease } from "@careline/store";
import type { Ports, Saved } from "../app/ports.ts";
import { openFates, settleSilence } from "../app/recover.ts";
import { pauseAfterFault, sendIntent } from "../app/send-intent.ts";

export interface DispatcherOptions {
  readonly uncertainAfterMs: number;
  readonly takeLease: () => Promise<Lease | undefined>;
  readonly leaseMs: number;
}

// Sends at once over all contacts; one contact has one at a time, so that answers keep their order.
const mostInFlight = 16;
const pollMs = 100;

/** Sends what is due, most urgent first. Of several processes the holder of the lease does; another takes over. */
export function dispatcher(ports: Ports, log: Log, options: DispatcherOptions): Poller {
  const send = sendIntent(ports);
  const settle = settleSilence(ports, options.uncertainAfterMs);
  const recover = openFates(ports);
  const busy = new Map<string, Promise<void>>();
  const failures = new Map<string, number>();
  let lease: (Lease & { renewAtMs: number }) | undefined;

  const hold = async (): Promise<Lease | undefined> => {
    const nowMs = performance.now();
    if (lease !== undefined && nowMs < lease.renewAtMs) return lease;
    const kept = lease !== undefined && (await lease.renew()) ? lease : undefined;
    const taken = kept ?? (await options.takeLease());
    lease = taken === undefined ? undefined : { ...taken, renewAtMs: nowMs + options.leaseMs / 3 };
    if (taken !== undefined && kept === undefined) {
      const count = await recover(taken.fence);
      log.info("dispatching from here", { count });
    }
    return lease;
  };

  const begin = (saved: Saved, fence: number): void => {
    const { contactId, intentId } = saved.intent;
    const work = async (): Promise<void> => {
      try {
        await send(saved, fence);
        failures.delete(contactId);
      } catch (error) {
        // Our own side is away: the intent is where it was, and its contact waits a little.
        const count = (failures.get(contactId) ?? 0) + 1;
        failures.set(contactId, count);
        log.warn("a send was put off", { intentId, count, error });
        await new Promise((resolve) => setTimeout(resolve, pauseAfterFault(count, ports.chance())));
      } finally {
        busy.delete(contactId);
        poller.nudge();
      }
    };
    busy.set(contactId, work());
  };

  const poller = every(
    pollMs,
    async () => {
      const held = await hold();
      if (held === undefined) return;
      await settle();
      for (const saved of await ports.intents.due(ports.now(), 10 * mostInFlight)) {
        if (busy.size >= mostInFlight) break;
        const { contactId, source, intentClass } = saved.intent;
        if (busy.has(contactId)) continue;
        const mustWait = source === "conversation" && intentClass !== "emergency";
        if (mustWait && (await ports.intents.hasEarlier(saved))) continue;
        begin(saved, held.fence);
      }
    },
    log,
  );
  return {
    nudge: () => poller.nudge(),
    async stop() {
      await poller.stop();
      await Promise.allSettled(busy.values());
      await lease?.release();
    },
  };
}
