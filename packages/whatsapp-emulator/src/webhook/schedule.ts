import type { Manner } from "./manner.ts";

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

// Meta publishes no schedule, only that it falls and that it ends.
const pauses = {
  quick: { steps: [0, 1, 2, 5, 10, 30].map((seconds) => seconds * secondMs), laterMs: minuteMs },
  falling: {
    steps: [0, 10 * secondMs, minuteMs, 5 * minuteMs, 15 * minuteMs, hourMs, 3 * hourMs],
    laterMs: 6 * hourMs,
  },
} as const;

/** Meta drops what was not taken within seven days; for numbers that store nothing, within an hour. */
export const keptMs = { usual: 7 * 24 * hourMs, noStorage: hourMs } as const;

/** How long to wait before the next try, after so many that failed. */
export function pauseAfter(
  failedAttempts: number,
  { schedule, timeScale }: Pick<Manner, "schedule" | "timeScale">,
): number {
  const { steps, laterMs } = pauses[schedule];
  return (steps[failedAttempts] ?? laterMs) / timeScale;
}

/**
 * A webhook that is refused for a moment keeps the later ones of its patient behind it, so that order
 * survives a restart of the receiver; one that is refused for good must not silence the patient.
 */
export function holdsItsLane(failedAttempts: number): boolean {
  return failedAttempts < 5;
}
