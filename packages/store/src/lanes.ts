/** Waiting works by key: one of a key at a time, in the order in which they came. */
export interface Lanes<W> {
  add(key: string, work: W): void;
  /** The first of up to so many keys that are free; their keys are taken until given back. */
  take(max: number): readonly W[];
  giveBack(key: string): void;
  /** How many could be taken now. */
  free(): number;
}

export function lanes<W>(): Lanes<W> {
  const waiting = new Map<string, W[]>();
  const free = new Set<string>();
  return {
    add: (key, work) => {
      const lane = waiting.get(key);
      if (lane !== undefined) {
        lane.push(work);
        return;
      }
      waiting.set(key, [work]);
      free.add(key);
    },
    take: (max) => {
      const taken: W[] = [];
      for (const key of free) {
        if (taken.length === max) break;
        free.delete(key);
        taken.push(...(waiting.get(key)?.splice(0, 1) ?? []));
      }
      return taken;
    },
    giveBack: (key) => {
      if (waiting.get(key)?.length) free.add(key);
      else waiting.delete(key);
    },
    free: () => free.size,
  };
}
