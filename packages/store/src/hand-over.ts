import type { OutboxRow } from "./outbox.ts";

/**
 * What this process has just committed goes to the bus without being read again, where it is known to be next of its
 * aggregate: a number is committed only after the one before, so it is next when that one was the last to go.
 */
export interface HandOver {
  offer(rows: readonly OutboxRow[]): void;
  /** What may go now, but for some aggregates. What may not is dropped here, and found where it is kept. */
  take(except: readonly string[]): readonly OutboxRow[];
  /** The bus has taken these. */
  went(rows: readonly OutboxRow[]): void;
  /** Someone else may have sent in between. */
  forget(): void;
  /** Something was said that has to be looked for. */
  isSearchDue(): boolean;
  /** A search begins, and will find all that was said until now. */
  searching(): void;
}

const offeredMax = 2_000;
const aggregatesMax = 50_000;

export function handOver(): HandOver {
  const last = new Map<string, number>();
  let offered: OutboxRow[] = [];
  let isMissing = false;

  function lookFor(): void {
    isMissing = true;
  }

  return {
    offer: (rows) => {
      offered.push(...rows.filter(({ seq }) => seq !== undefined));
      if (offered.length <= offeredMax) return;
      offered = [];
      lookFor();
    },
    take: (except) => {
      const rows = offered.toSorted((a, b) => (a.seq ?? 0) - (b.seq ?? 0));
      offered = [];
      const next = new Map<string, number>();
      return rows.filter(({ aggregate, seq = 0 }) => {
        const before = next.get(aggregate) ?? last.get(aggregate) ?? 0;
        if (seq <= before || except.includes(aggregate)) return false;
        if (seq > before + 1) lookFor();
        else next.set(aggregate, seq);
        return seq === before + 1;
      });
    },
    went: (rows) => {
      for (const { aggregate, seq = 0 } of rows) {
        const before = last.get(aggregate) ?? 0;
        last.delete(aggregate);
        last.set(aggregate, Math.max(before, seq));
      }
      for (const aggregate of last.keys()) {
        if (last.size <= aggregatesMax) break;
        last.delete(aggregate);
      }
    },
    forget: () => {
      last.clear();
      offered = [];
      lookFor();
    },
    isSearchDue: () => isMissing,
    searching: () => {
      isMissing = false;
    },
  };
}
