import { setTimeout as pause } from "node:timers/promises";
import type { Replica } from "../house/replica.ts";
import type { Supervisor } from "../house/supervisor.ts";
import type { Book } from "./book.ts";
import { dieAt, revive } from "./die-at.ts";
import type { LeadTo } from "./leads.ts";

// A first passing is worth the wait where somebody has died before, or something leads.
const withinMs = { usual: 5_000, rare: 15_000 } as const;
const brokenOffMax = 3;
const restMs = 250;

/**
 * Lets one process die at one place of its list after the other: each time it is started at once with the next place armed.
 * Ends when time is up, or there is nothing left to do; then the process lives, with nothing armed. Gives how many places it
 * tried.
 */
export async function walk(
  one: Replica,
  watch: Supervisor,
  book: Book,
  leadTo: LeadTo,
  until: number,
): Promise<number> {
  let visits = 0;
  for (; Date.now() < until; visits += 1) {
    if (book.isAhead(one.service)) await rested(one, book, until);
    const visit = Date.now() < until ? book.next(one.service) : undefined;
    if (visit === undefined) break;
    const lead = leadTo(visit.name);
    const isRare = visit.passing === 1 && (visit.isKnown || lead !== undefined);
    const place = { ...visit, lead, withinMs: isRare ? withinMs.rare : withinMs.usual };
    let death = await dieAt(one, watch, place);
    for (let again = 1; death === "broke off" && again < brokenOffMax; again += 1) {
      await pause(1_000);
      death = await dieAt(one, watch, place);
    }
    book.note(visit, death === "died there");
  }
  revive(one);
  return visits;
}

/** It lives, with nothing armed, until the others have come as far. */
async function rested(one: Replica, book: Book, until: number): Promise<void> {
  revive(one);
  while (book.isAhead(one.service) && Date.now() < until) await pause(restMs);
}
