import { AsyncLocalStorage } from "node:async_hooks";
import { groups, type Call } from "./group.ts";
import { lanes } from "./lanes.ts";
import type { SharedWork, Store } from "./port.ts";
import { afterThisTurn, gathering } from "./turn.ts";
import type { Parts } from "./units.ts";

const groupsMax = 2;
const worksMax = 200;
// A transaction costs as much as ten works in one do. So the next one gathers for a moment after the last has begun; who
// comes alone waits for nothing.
const gatherLeastMs = 15;
const gatherMostMs = 100;

/** Group commit: what comes while a transaction is on its way goes together in the next. */
export function together(parts: Parts): Pick<Store, "together"> {
  const group = groups(parts);
  const waiting = lanes<Call>();
  // Not in the context of whoever happens to come first: a group is nobody's own.
  const outside = AsyncLocalStorage.snapshot();
  const gathered = gathering(gatherLeastMs, gatherMostMs);
  let running = 0;
  let isDue = false;

  async function start(): Promise<void> {
    if (isDue || running === groupsMax) return;
    isDue = true;
    await gathered.next();
    await afterThisTurn();
    isDue = false;
    const calls = waiting.take(worksMax);
    if (calls.length === 0) return;
    running++;
    void start();
    const begunAt = performance.now();
    await group(calls);
    gathered.took(performance.now() - begunAt);
    running--;
    for (const { work } of calls) waiting.giveBack(work.key);
    void start();
  }

  return {
    together: <T>(work: SharedWork<T>) =>
      new Promise<T | "again">((resolve, reject) => {
        const inContext = AsyncLocalStorage.snapshot();
        waiting.add(work.key, { work, inContext, resolve, reject });
        if (waiting.free() >= worksMax) gathered.isFull();
        void outside(start);
      }),
  };
}
