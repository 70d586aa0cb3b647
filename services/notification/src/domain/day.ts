import { dayMs, type DueOf, type Reached } from "./tier.ts";

/** Whom a clinic has written to outside of their windows in the last 24 hours; a claim that is not kept is given up. */
export interface Day {
  claim(contactId: string, now: Date): void;
  keep(contactId: string, at: Date): void;
  reached(contactId: string, now: Date): Reached;
  /** How many more than now the day will hold at its fullest, with the reminders that fall due in the next one. */
  reserve(due: readonly DueOf[], now: Date): number;
}

const hourMs = 3_600_000;
// What was not announced by then was given up.
const claimedForMs = 60_000;

export function openDay(kept: readonly { readonly contactId: string; readonly at: Date }[]): Day {
  // In the order in which they drop out.
  const reached = new Map(
    kept
      .toSorted((one, other) => one.at.getTime() - other.at.getTime())
      .map(({ contactId, at }) => [contactId, at.getTime()]),
  );
  const claimed = new Map<string, number>();

  function put(map: Map<string, number>, contactId: string, atMs: number): void {
    map.delete(contactId);
    map.set(contactId, atMs);
  }

  function forget(now: Date): void {
    drop(reached, now.getTime() - dayMs);
    drop(claimed, now.getTime() - claimedForMs);
  }

  const count = () => reached.size + [...claimed.keys()].filter((each) => !reached.has(each)).length;
  const isIn = (contactId: string, atMs: number) => (reached.get(contactId) ?? 0) > atMs - dayMs;

  return {
    claim: (contactId, now) => put(claimed, contactId, now.getTime()),
    keep(contactId, at) {
      claimed.delete(contactId);
      put(reached, contactId, at.getTime());
    },
    reached(contactId, now) {
      forget(now);
      const [oldest] = reached.values();
      return {
        isAmong: reached.has(contactId) || claimed.has(contactId),
        count: count(),
        freesAt: oldest === undefined ? undefined : new Date(oldest + dayMs),
      };
    },
    reserve(due, now) {
      forget(now);
      const counts = Array.from({ length: 24 }, (_, hour) => {
        const atMs = now.getTime() + hour * hourMs;
        const stay = [...reached.keys()].filter((each) => isIn(each, atMs)).length;
        const come = due.filter(({ contactId, fromMs }) => fromMs <= atMs + hourMs && !isIn(contactId, atMs));
        return stay + new Set(come.map(({ contactId }) => contactId)).size;
      });
      return Math.max(0, Math.max(...counts) - reached.size);
    },
  };
}

function drop(map: Map<string, number>, untilMs: number): void {
  for (const [contactId, atMs] of map) {
    if (atMs > untilMs) return;
    map.delete(contactId);
  }
}
