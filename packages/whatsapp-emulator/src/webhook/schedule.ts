const steps = [0, 1_000, 2_000, 5_000, 10_000, 30_000];
const laterMs = 60_000;
const keptMs = 7 * 24 * 60 * 60 * 1000;

/** How long to wait before the next try, after so many that failed: quick for local use, with falling frequency. */
export function pauseAfter(failedAttempts: number): number {
  return steps[failedAttempts] ?? laterMs;
}

/** Meta drops what was not taken within seven days. */
export function isTooOld(createdAt: number, now: number): boolean {
  return now - createdAt > keptMs;
}

/**
 * A webhook that is refused for a moment keeps the later ones of its patient behind it, so that order
 * survives a restart of the receiver; one that is refused for good must not silence the patient.
 */
export function holdsItsLane(failedAttempts: number): boolean {
  return failedAttempts < 5;
}
