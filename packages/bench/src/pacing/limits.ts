/** What WhatsApp lets through. */
export interface Limits {
  /** Of a number, in any second. */
  readonly perSecond: number;
  /** To one person, in so long a time. */
  readonly pair?: { readonly most: number; readonly withinMs: number };
}

export const codes = { tooFast: 130_429, tooMuchToOne: 131_056 } as const;

/** Judges sends as WhatsApp would; what it refuses does not count. */
export function judging({ perSecond, pair }: Limits): (to: string, nowMs: number) => number | undefined {
  let sends: number[] = [];
  const byPerson = new Map<string, number[]>();
  return (to, nowMs) => {
    sends = sends.filter((atMs) => atMs > nowMs - 1_000);
    if (sends.length >= perSecond) return codes.tooFast;
    if (pair !== undefined) {
      const theirs = (byPerson.get(to) ?? []).filter((atMs) => atMs > nowMs - pair.withinMs);
      byPerson.set(to, theirs);
      if (theirs.length >= pair.most) return codes.tooMuchToOne;
      theirs.push(nowMs);
    }
    sends.push(nowMs);
    return undefined;
  };
}

/** The most that any stretch of time of that length holds, wherever it begins. */
export function mostWithin(timesMs: readonly number[], withinMs: number): number {
  const sorted = timesMs.toSorted((a, b) => a - b);
  let most = 0;
  let first = 0;
  sorted.forEach((atMs, at) => {
    while ((sorted[first] ?? atMs) <= atMs - withinMs) first += 1;
    most = Math.max(most, at - first + 1);
  });
  return most;
}

/** Sends a second from the first on, over as many whole seconds as there are: sends come in bursts, a second apart. */
export function steadyPerSecond(timesMs: readonly number[]): number {
  const sorted = timesMs.toSorted((a, b) => a - b);
  const [first = 0, last = 0] = [sorted[0], sorted.at(-1)];
  const seconds = Math.floor((last - first) / 1_000);
  const inside = sorted.filter((atMs) => atMs < first + seconds * 1_000).length;
  return seconds === 0 ? Number.NaN : inside / seconds;
}
