import { AsyncLocalStorage } from "node:async_hooks";
import { Fault } from "@careline/faults";

/** A call as its handler sees it. */
export interface Call {
  readonly tenantId: string;
  /** The service that calls, by its certificate. */
  readonly caller: string;
  readonly requestId: string;
  /** When nobody waits for the answer any more. */
  readonly deadline: Date;
  /** Aborted when the caller has gone or the deadline has passed. */
  readonly signal: AbortSignal;
}

/** The call being handled: calls made inside it end before it does. */
export const handling = new AsyncLocalStorage<Call>();

/** How long a call may take: what was asked, but at most what the call around it has left, less a tenth. */
export function timeFor(askedMs: number, outer: Pick<Call, "deadline"> | undefined, nowMs: number): number {
  if (outer === undefined) return askedMs;
  const leftMs = Math.floor((outer.deadline.getTime() - nowMs) * 0.9);
  if (leftMs <= 0) throw new Fault("unavailable", "no time left to make this call");
  return Math.min(askedMs, leftMs);
}
