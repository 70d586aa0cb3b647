/** Now, as the rules see it. Deadlines and pauses use real time; only what people call time comes from here. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that runs, and can be moved forward in development. */
export interface MovableClock extends Clock {
  moveTo(moment: Date): void;
}

export function movableClock(startsAt?: Date): MovableClock {
  let aheadMs = startsAt === undefined ? 0 : startsAt.getTime() - Date.now();
  return {
    now: () => new Date(Date.now() + aheadMs),
    moveTo: (moment) => {
      aheadMs = Math.max(aheadMs, moment.getTime() - Date.now());
    },
  };
}
