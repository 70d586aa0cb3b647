/** Makes one call of many: what comes while a call is on its way goes with the next. A failure is everybody's. */
export function gathered<T>(work: (all: readonly T[]) => Promise<void>): (one: T) => Promise<void> {
  let waiting: T[] = [];
  let next: Promise<void> | undefined;
  let last: Promise<void> = Promise.resolve();

  function go(): Promise<void> {
    const all = waiting;
    waiting = [];
    next = undefined;
    return work(all);
  }

  return (one) => {
    waiting.push(one);
    if (next === undefined) {
      next = last.then(go, go);
      last = next;
    }
    return next;
  };
}
