import { randomUUID } from "node:crypto";
import { every, type Log, type Poller } from "@careline/runtime";
import { left, looked, type Sender } from "../domain/budget.ts";
import type { Budgets } from "./budgets.ts";
import type { Pacing } from "./pacing.ts";

// How often a sender looks: where it has what it wants, and where it does not.
const lookMs = 1_000;
const hungryMs = 250;
/** A share is good for so long after the look that gave it began. */
const goodForMs = 4_000;
/** Whose beat stands still for so long has no share any more, and sent its last more than a second ago. */
const deadMs = 6_000;
/** What was taken less counts for the others a second later; and a little more, as looks take time. */
const settledMs = 1_100;
const idleMs = 60_000;

/** What this sender knows of one number. */
interface Known {
  nextMs: number;
  share: number;
  shrankMs: number;
  wantedMs: number;
  readonly beats: Map<string, { readonly beat: number; readonly sinceMs: number }>;
}

export interface Shares {
  /** Something is to be said from a number of which nothing is granted. False: that is known. */
  join(phoneNumberId: string): boolean;
  /** Looks at what is to be looked at. True: some have to look again at once. */
  round(): Promise<boolean>;
}

/**
 * Shares the limit of each number among those who send from it. Each keeps to its own share by its own log, so all
 * together keep to the limit. No clock is compared with another's.
 */
export function shares(budgets: Budgets, pace: Pick<Pacing, "wanted" | "grant">, owner: string): Shares {
  const process = randomUUID();
  const numbers = new Map<string, Known>();

  async function look(phoneNumberId: string, known: Known): Promise<void> {
    const beganMs = performance.now();
    const used = pace.wanted(phoneNumberId);
    if (used > 0) known.wantedMs = beganMs;
    const isIdle = beganMs - known.wantedMs > idleMs;
    const want = isIdle ? 0 : Math.max(1, Math.ceil(used * 1.25));
    const isSettled = beganMs - known.shrankMs > settledMs;
    const read = await budgets.read(phoneNumberId);
    const { budget, mine } = looked(read, {
      ...{ owner, process, want, isSettled },
      isDead: (other) => isDead(known, other),
    });
    if (mine.share < known.share) {
      known.shrankMs = performance.now();
      // It is obeyed before it is said.
      pace.grant(phoneNumberId, mine.share, beganMs + goodForMs);
      known.share = mine.share;
    }
    const isGone = isIdle && isSettled && mine.share === 0;
    const { senders } = isGone ? left(budget, owner) : budget;
    // Of two who look at once one writes, and the other looks again.
    known.nextMs = 0;
    if (!(await budgets.write(phoneNumberId, read, senders))) return;
    if (isGone) numbers.delete(phoneNumberId);
    known.share = mine.share;
    const isHungry = mine.share < Math.min(want, read.limit);
    // What it let go of is free for others as soon as it says that a second has passed.
    const isOwing = mine.former > mine.share;
    known.nextMs = isOwing ? known.shrankMs + settledMs + 1 : beganMs + (isHungry ? hungryMs : lookMs);
    pace.grant(phoneNumberId, mine.share, beganMs + goodForMs);
  }

  return {
    join(phoneNumberId) {
      if (numbers.has(phoneNumberId)) return false;
      const nowMs = performance.now();
      numbers.set(phoneNumberId, {
        ...{ nextMs: 0, share: 0, shrankMs: nowMs, wantedMs: nowMs, beats: new Map() },
      });
      return true;
    },
    async round() {
      const due = [...numbers].filter(([, { nextMs }]) => nextMs <= performance.now());
      const looking = await Promise.allSettled(due.map(([number, known]) => look(number, known)));
      const failed = looking.find((each) => each.status === "rejected");
      if (failed !== undefined) throw failed.reason;
      return [...numbers.values()].some(({ nextMs }) => nextMs === 0);
    },
  };
}

/** Keeps the shares of this process. */
export function sharing(own: Shares, log: Pick<Log, "error">): Poller {
  const poller = every(
    hungryMs,
    async () => {
      if (await own.round()) poller.nudge();
    },
    log,
  );
  return poller;
}

function isDead({ beats }: Known, { owner, process, beat }: Sender): boolean {
  const key = `${owner}/${process}`;
  const seen = beats.get(key);
  if (seen?.beat === beat) return performance.now() - seen.sinceMs > deadMs;
  beats.set(key, { beat, sinceMs: performance.now() });
  return false;
}
