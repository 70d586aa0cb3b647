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

/** Tells a log, in the same words in every service, so that one alert serves all. */
export function reports(log: Log): Reports {
  return {
    onParked: ({ topic, partition, offset, reason }) =>
      log.error("a record was parked", { topic, partition, offset, reason }),
    onRetry: ({ topic, partition, offset, reason, attempt }) =>
      log.warn("a record is tried again", { topic, partition, offset, reason, attempt }),
    onFault: (error) => log.warn("the outbox waits", { error }),
    onBug: ({ method, error, requestId, tenantId }) =>
      log.error("a call failed by our own mistake", { method, error, requestId, tenantId }),
  };
}
