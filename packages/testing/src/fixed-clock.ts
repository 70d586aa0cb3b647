/** A clock for tests that stands still until it is moved. */
export interface FixedClock {
  now(): Date;
  moveTo(moment: Date): void;
  advance(byMs: number): void;
}

/** Starts at noon UTC of an ordinary day, or where told. */
export function fixedClock(startsAt = new Date("2026-03-02T12:00:00Z")): FixedClock {
  let atMs = startsAt.getTime();
  return {
    now: () => new Date(atMs),
    moveTo: (moment) => void (atMs = moment.getTime()),
    advance: (byMs) => void (atMs += byMs),
  };
}
