import type { Opening } from "@careline/phi";
import { redFlagIn } from "../domain/red-flags.ts";
import type { RedFlag } from "../domain/red-flags.ts";
import type { HeardMessage, Inbound, Ports } from "./ports.ts";

/** A message that was opened and looked through for danger. */
export interface Listened {
  readonly inbound: Inbound;
  readonly flag: RedFlag | undefined;
  /** What had to be opened for it, to be recorded by whoever uses it. */
  readonly openings: readonly Opening[];
}

export interface Listener {
  /** Opens a message, or takes what the other group opened a moment ago. */
  hear(heard: HeardMessage): Promise<Listened>;
  /** Forgets what a subject wrote: their keys are destroyed. */
  forget(tenantId: string, subjectId: string): void;
}

interface Kept {
  readonly heard: HeardMessage;
  readonly listened: Promise<Listened>;
  readonly untilMs: number;
}

// The two groups of a process are seldom further apart; what one of them has to wait for longer is opened again.
const keptMs = 2_000;
const keptMax = 1_000;

/**
 * Both groups hear every message, and to open it and look for danger is dear: so the first keeps what it found for the
 * second, which takes it away. Words in clear stay in memory for two seconds at most, and are bounded in number.
 */
export function listener({ letters, reading }: Pick<Ports, "letters" | "reading">): Listener {
  const kept = new Map<string, Kept>();
  let sweeping: NodeJS.Timeout | undefined;

  function sweep(): void {
    sweeping = undefined;
    const now = performance.now();
    for (const [id, { untilMs }] of kept) {
      if (untilMs > now) break;
      kept.delete(id);
    }
    if (kept.size > 0) sweeping = setTimeout(sweep, keptMs / 2).unref();
  }

  async function open(heard: HeardMessage): Promise<Listened> {
    const own = reading();
    const inbound = await letters.open(heard.content, own);
    return { inbound, flag: redFlagIn(inbound.text), openings: own.openings };
  }

  return {
    hear(heard) {
      const { eventId } = heard;
      const found = kept.get(eventId);
      kept.delete(eventId);
      if (found !== undefined && isSame(found.heard, heard)) return found.listened;
      const listened = open(heard);
      kept.set(eventId, { heard, listened, untilMs: performance.now() + keptMs });
      const [oldest] = kept.keys();
      if (kept.size > keptMax && oldest !== undefined) kept.delete(oldest);
      sweeping ??= setTimeout(sweep, keptMs).unref();
      // What cannot be opened is tried again by each group for itself.
      listened.catch(() => kept.delete(eventId));
      return listened;
    },
    forget(tenantId, subjectId) {
      for (const [id, { heard }] of kept)
        if (heard.tenantId === tenantId && heard.contactId === subjectId) kept.delete(id);
    },
  };
}

/** The very same box in the same place: an id alone proves nothing. */
function isSame(a: HeardMessage, b: HeardMessage): boolean {
  return (
    a.tenantId === b.tenantId &&
    a.contactId === b.contactId &&
    Buffer.compare(a.content.box, b.content.box) === 0
  );
}
