/** Numbers of a producer that have not come, though later ones have. */
export interface Gap {
  readonly tenantId: string;
  /** service/instance/epoch */
  readonly producer: string;
  readonly first: number;
  readonly last: number;
  readonly sinceMs: number;
}

export interface Heard {
  readonly tenantId: string;
  readonly producer: string;
  readonly seq: number;
}

interface Count {
  readonly tenantId: string;
  readonly producer: string;
  /** All up to here have come. */
  upTo: number;
  readonly beyond: Set<number>;
  sinceMs: number;
}

/**
 * Counts along with the producers whose records are heard here, from the first one on: a hole that does not fill is told
 * long before somebody verifies the log, which finds every hole for sure.
 */
export function producerWatch() {
  const counts = new Map<string, Count>();

  function absorb(count: Count): void {
    while (count.beyond.delete(count.upTo + 1)) count.upTo += 1;
  }

  return {
    hear({ tenantId, producer, seq }: Heard, nowMs: number): void {
      const name = `${tenantId}/${producer}`;
      const count = counts.get(name);
      // Not counted by anybody.
      if (seq === 0) return;
      if (count === undefined)
        return void counts.set(name, { tenantId, producer, upTo: seq, beyond: new Set(), sinceMs: nowMs });
      if (seq <= count.upTo) return;
      if (count.beyond.size === 0 || seq === count.upTo + 1) count.sinceMs = nowMs;
      count.beyond.add(seq);
      absorb(count);
    },
    /** The highest number of each producer up to which all have come. */
    upTo: (): readonly Heard[] =>
      [...counts.values()].map(({ tenantId, producer, upTo }) => ({ tenantId, producer, seq: upTo })),
    /** Gaps that are older. Each is told once: from then on it is counted as if it were filled. */
    overdue(olderThanMs: number, nowMs: number): readonly Gap[] {
      return [...counts.values()].flatMap((count) => {
        const { tenantId, producer, upTo, beyond, sinceMs } = count;
        if (beyond.size === 0 || nowMs - sinceMs <= olderThanMs) return [];
        const last = [...beyond].reduce((lowest, seq) => Math.min(lowest, seq)) - 1;
        count.upTo = last;
        count.sinceMs = nowMs;
        absorb(count);
        return [{ tenantId, producer, first: upTo + 1, last, sinceMs }];
      });
    },
  };
}
