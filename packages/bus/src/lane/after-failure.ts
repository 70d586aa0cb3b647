import { Fault, handlingOf } from "@careline/faults";
import { isDatabaseAway } from "./database-away.ts";

export type AfterFailure =
  | { readonly kind: "again"; readonly pauseMs: number; readonly reason: string }
  | { readonly kind: "park"; readonly reason: string };

/** Eight tries in half a minute; what may heal by itself is tried for ever, at the last pause. */
export const usualPausesMs: readonly number[] = [50, 200, 500, 1_000, 3_000, 10_000, 15_000];

/** Decides what becomes of a record whose handler failed for the `tries`th time. */
export function afterFailure(error: unknown, tries: number, pausesMs: readonly number[]): AfterFailure {
  const reason = reasonOf(error);
  const handling = handlingOf(error);
  switch (handling) {
    case "refuse":
    case "park":
      return { kind: "park", reason };
    case "retry": {
      const isOurBug = !(error instanceof Fault) && !isDatabaseAway(error);
      if (isOurBug && tries > pausesMs.length) return { kind: "park", reason };
      const growing = pauseAfter(tries, pausesMs);
      const asked = error instanceof Fault ? (error.retryAfterMs ?? 0) : 0;
      return { kind: "again", pauseMs: Math.max(growing, asked), reason };
    }
  }
}

export function pauseAfter(tries: number, pausesMs: readonly number[]): number {
  return pausesMs[Math.min(tries, pausesMs.length) - 1] ?? 0;
}

/** A Fault's text is written for operators; that of any other error may quote patient data. */
export function reasonOf(error: unknown): string {
  if (error instanceof Fault) return `${error.kind}: ${error.message}`.slice(0, 500);
  return error instanceof Error ? error.name : typeof error;
}
