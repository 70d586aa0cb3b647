import type { ParkedNotice, RetryNotice } from "@careline/bus";
import type { Log } from "./log.ts";

/** What a service hears of its own workings, ready to hand to its subscriptions, relay and server. */
export interface Reports {
  /** Somebody must look: a record was put aside. */
  onParked(parked: ParkedNotice): void;
  /** Something is away, or wrong: a record is tried again in place. */
  onRetry(retry: RetryNotice): void;
  /** The relay cannot send what was saved. Nothing is lost. */
  onFault(error: unknown): void;
  /** A call met a bug of ours; its caller learnt nothing of it. */
  onBug(bug: { method: string; error: unknown; requestId: string; tenantId: string }): void;
}

// With another service away every record in hand is tried again, and again: one line a second tells as much.
const tellEveryMs = 1_000;

/** Tells a log, in the same words in every service, so that one alert serves all. `nowMs` is for tests. */
export function reports(log: Log, nowMs = () => performance.now()): Reports {
  const retries = new Map<string, { readonly toldAtMs: number; untold: number }>();
  return {
    onParked: ({ topic, partition, offset, reason }) =>
      log.error("a record was parked", { topic, partition, offset, reason }),
    onRetry: ({ topic, partition, offset, reason, attempt }) => {
      const before = retries.get(topic);
      if (before !== undefined && nowMs() - before.toldAtMs < tellEveryMs) return void (before.untold += 1);
      retries.set(topic, { toldAtMs: nowMs(), untold: 0 });
      const untold = before?.untold ?? 0;
      const others = untold > 0 && { count: untold };
      log.warn("a record is tried again", { topic, partition, offset, reason, attempt, ...others });
    },
    onFault: (error) => log.warn("the outbox waits", { error }),
    onBug: ({ method, error, requestId, tenantId }) =>
      log.error("a call failed by our own mistake", { method, error, requestId, tenantId }),
  };
}
