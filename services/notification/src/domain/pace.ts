/** WhatsApp takes 80 messages a second of a number, in and out together; emergencies have the rest. */
export const pace = { most: 70, withinMs: 1_000 } as const;

/** How fast a number goes since WhatsApp last asked it to go slower. */
export interface Pace {
  readonly most: number;
  readonly sinceMs: number;
}

export const fullPace: Pace = { most: pace.most, sinceMs: Number.NEGATIVE_INFINITY };

const slowest = 5;
const fasterASecond = 1;

/** The pace halves when WhatsApp asks for it, and comes back by one send a second with each second. */
export function mostNow({ most, sinceMs }: Pace, nowMs: number): number {
  return Math.min(pace.most, most + Math.floor(((nowMs - sinceMs) / 1_000) * fasterASecond));
}

/** Half the pace of now. Refusals within a second are of one burst, and lower it once. */
export function lowered(before: Pace, nowMs: number): Pace {
  if (nowMs - before.sinceMs < 1_000) return before;
  return { most: Math.max(slowest, Math.floor(mostNow(before, nowMs) / 2)), sinceMs: nowMs };
}

/**
 * When the next send of a number may go, and the times of its sends with this one, oldest first. Of any `withinMs`
 * no more than `most` are given out; what is urgent goes at once, and the others make room for it.
 */
export function nextTurn(
  sends: readonly number[],
  nowMs: number,
  isUrgent: boolean,
  { most, withinMs }: { readonly most: number; readonly withinMs: number } = pace,
): { readonly atMs: number; readonly sends: readonly number[] } {
  const recent = sends.filter((atMs) => atMs > nowMs - withinMs);
  const before = recent[recent.length - most];
  const atMs = isUrgent || before === undefined ? nowMs : Math.max(nowMs, before + withinMs);
  return { atMs, sends: [...recent, atMs].sort((a, b) => a - b) };
}
