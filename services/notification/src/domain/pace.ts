/** WhatsApp takes 80 messages a second of a number, in and out together; emergencies have the rest. */
export const pace = { most: 70, withinMs: 1_000 } as const;

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
