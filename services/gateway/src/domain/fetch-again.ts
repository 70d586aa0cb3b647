const firstPauseMs = 2_000;
const longestPauseMs = 15 * 60_000;
// Meta keeps what people send for seven days.
const keptMs = 7 * 24 * 60 * 60_000;

/** When a file that could not be fetched is tried again, ever slower; undefined: WhatsApp has it no more by then. */
export function fetchAgainAt(attempts: number, sentAt: Date, now: Date): Date | undefined {
  const at = now.getTime() + Math.min(firstPauseMs * 2 ** attempts, longestPauseMs);
  return at < sentAt.getTime() + keptMs ? new Date(at) : undefined;
}
