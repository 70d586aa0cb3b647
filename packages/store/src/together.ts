import { AsyncLocalStorage } from "node:async_hooks";
import { groups, type Call } from "./group.ts";
import { lanes } from "./lanes.ts";
import type { SharedWork, Store } from "./port.ts";
import { afterThisTurn, gathering } from "./turn.ts";
import type { Parts } from "./units.ts";

/** How many transactions at once, and of how many works. What is in bulk comes in small ones: others get in between. */
const sizes = {
  usual: { transactions: 2, works: 200, rests: false },
  bulk: { transactions: 1, works: 50, rests: true },
} as const;
// A transaction costs as much as ten works in one do. So the next one gathers for a moment after the last has begun; who
// comes alone waits for nothing.
const gatherLeastMs = 15;
const gatherMostMs = 100;
// Works for which nobody waits go along with others, or by themselves after this time.
const mayWaitMs = 200;

/** Group commit: what comes while a transaction is on its way goes together in the next. */
export function together(parts: Parts): Pick<Store, "together"> {
  const [usual, bulk] = [queue(parts, sizes.usual), queue(parts, sizes.bulk)];
  return { together: (work) => (work.isBulk === true ? bulk : usual)(work) };
}

interface Sizes {
  readonly transactions: number;
  readonly works: number;
  /** Half of the time is left to others even when there is more than enough to go on at once. */
  readonly rests: boolean;
}

function queue(parts: Parts, most: Sizes): Store["together"] {
  const group = groups(parts);
  const waiting = lanes<Call>();
  // Not in the context of whoever happens to come first: a group is nobody's own.
  const outside = AsyncLocalStorage.snapshot();
  const gathered = gathering(gatherLeastMs, gatherMostMs);
  let running = 0;
  let isDue = false;
  /** Of those who wait, how many want to go as soon as they can. */
  let hasty = 0;
  let isOverdue = false;
  let patience: NodeJS.Timeout | undefined;

  async function start(): Promise<void> {
    if (isDue || running === most.transactions || (hasty === 0 && !isOverdue)) return;
    isDue = true;
    await gathered.next();
    await afterThisTurn();
    isDue = false;
    const calls = waiting.take(most.works);
    hasty -= calls.filter(isHasty).length;
    isOverdue = false;
    if (calls.length === 0) return;
    running++;
    void start();
    const begunAt = performance.now();
    await group(calls);
    gathered.took(performance.now() - begunAt);
    running--;
    for (const { work } of calls) waiting.giveBack(work.key);
    if (waiting.free() > 0) waitPatiently();
    void start();
  }

  function waitPatiently(): void {
    patience ??= setTimeout(() => {
      patience = undefined;
      isOverdue = true;
      void start();
    }, mayWaitMs);
  }

  return <T>(work: SharedWork<T>) =>
    new Promise<T | "again">((resolve, reject) => {
      const inContext = AsyncLocalStorage.snapshot();
      const call: Call = { work, inContext, resolve, reject };
      waiting.add(work.key, call);
      if (isHasty(call)) hasty++;
      else outside(waitPatiently);
      if (!most.rests && waiting.free() >= most.works) gathered.isFull();
      void outside(start);
    });
}

const isHasty = ({ work }: Call) => work.mayWait !== true;
