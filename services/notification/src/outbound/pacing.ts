import type { Ports, Turn, TurnWish } from "../app/ports.ts";
import {
  answered,
  cameIn,
  countedIn,
  type Flow,
  fullPace,
  lowered,
  mayBeAnnounced,
  mayGoAt,
  mostNow,
  noFlow,
  type Pace,
  place,
  sent,
  withinMs,
} from "../domain/pace.ts";

export interface Pacing {
  readonly inTurn: Ports["inTurn"];
  /** WhatsApp took a send of this number. */
  taken(phoneNumberId: string): void;
  /** WhatsApp asked this number to go slower. */
  slower(phoneNumberId: string): void;
  /** A message came in at this number. */
  cameIn(phoneNumberId: string): void;
  /** How many messages a second would be used, in and out; 0: nothing is to be said from it. */
  wanted(phoneNumberId: string): number;
  /** So many messages a second, in and out, are this sender's to count, until then by the clock that nobody sets. */
  grant(phoneNumberId: string, share: number, untilMs: number): void;
}

/**
 * Gives out the turns of each number, of which this sender has a share. `onWanted` is told of a number that it has
 * none of; until it is granted one, only emergencies go.
 */
export function pacing(onWanted: (phoneNumberId: string) => void): Pacing {
  const numbers = new Map<string, ReturnType<typeof pacedNumber>>();
  const of = (phoneNumberId: string) => {
    const number = numbers.get(phoneNumberId) ?? pacedNumber(() => onWanted(phoneNumberId));
    numbers.set(phoneNumberId, number);
    return number;
  };
  return {
    inTurn: (phoneNumberId, wish, work) => of(phoneNumberId).inTurn(wish, work),
    taken: (phoneNumberId) => of(phoneNumberId).taken(),
    slower: (phoneNumberId) => of(phoneNumberId).slower(),
    cameIn: (phoneNumberId) => of(phoneNumberId).cameIn(),
    wanted: (phoneNumberId) => of(phoneNumberId).wanted(),
    grant: (phoneNumberId, share, untilMs) => of(phoneNumberId).grant(share, untilMs),
  };
}

interface Ticket {
  readonly urgency: number;
  place: number;
  goOn: () => void;
}

function pacedNumber(onWanted: () => void) {
  let flow: Flow = noFlow;
  let speed: Pace = fullPace;
  let granted = { share: 0, untilMs: 0 };
  let takes: number[] = [];
  /** Not announced yet, the most urgent first. */
  const waiting: Ticket[] = [];
  /** Announced, or about to be. */
  const ahead = new Set<Ticket>();
  /** Announced, and ready to be sent. */
  const ready = new Set<Ticket>();
  let timer: NodeJS.Timeout | undefined;

  /** What may be counted now. */
  function shareAt(nowMs: number): number {
    if (nowMs < granted.untilMs && granted.share > 0) return granted.share;
    onWanted();
    return 0;
  }

  function letIn(): void {
    const nowMs = performance.now();
    const most = mostNow(speed, shareAt(nowMs), nowMs);
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const urgencies = [...ahead].map(({ urgency }) => urgency);
      if (!mayBeAnnounced(next.urgency, urgencies, most)) return;
      waiting.shift();
      ahead.add(next);
      next.place = place(next.urgency, performance.now());
      next.goOn();
    }
  }

  function letGo(): void {
    clearTimeout(timer);
    for (let next = first(ready); next !== undefined; next = first(ready)) {
      const nowMs = performance.now();
      const share = shareAt(nowMs);
      const waitMs = mayGoAt(flow, share, next.urgency, nowMs) - nowMs;
      if (waitMs > 0) {
        // With too many unanswered the next answer goes on; without a share, what is granted.
        if (Number.isFinite(waitMs)) timer = setTimeout(letGo, Math.ceil(waitMs));
        break;
      }
      flow = sent(flow, Math.max(1, mostNow(speed, share, nowMs)), nowMs);
      ready.delete(next);
      ahead.delete(next);
      next.goOn();
    }
    letIn();
  }

  function queue(ticket: Ticket): Promise<void> {
    const after = waiting.findIndex(({ urgency }) => urgency > ticket.urgency);
    waiting.splice(after === -1 ? waiting.length : after, 0, ticket);
    return new Promise((resolve) => {
      ticket.goOn = resolve;
      letIn();
    });
  }

  return {
    async inTurn({ urgency }: TurnWish, work: (turn: Turn) => Promise<void>): Promise<void> {
      const askedMs = performance.now();
      const ticket: Ticket = { urgency, place: 0, goOn: () => {} };
      await queue(ticket);
      const go: Turn["go"] = async (request) => {
        await new Promise<void>((resolve) => {
          ticket.goOn = resolve;
          ready.add(ticket);
          letGo();
        });
        const sentAtMs = performance.now();
        try {
          return await request();
        } finally {
          const nowMs = performance.now();
          flow = answered(flow, nowMs - sentAtMs, nowMs);
          letGo();
        }
      };
      try {
        await work({ waitedMs: performance.now() - askedMs, go });
      } finally {
        if (ahead.delete(ticket)) letIn();
      }
    },
    taken(): void {
      takes.push(performance.now());
      takes = lastSecond(takes);
    },
    slower(): void {
      takes = lastSecond(takes);
      const nowMs = performance.now();
      speed = lowered(speed, granted.share, takes.length, nowMs);
    },
    cameIn(): void {
      const nowMs = performance.now();
      flow = cameIn(flow, nowMs);
      // Who hears it counts it, and needs a share for that.
      shareAt(nowMs);
    },
    wanted(): number {
      return waiting.length + ahead.size + flow.unanswered + countedIn(flow, performance.now());
    },
    grant(share: number, untilMs: number): void {
      granted = { share, untilMs };
      letGo();
    },
  };
}

function first(tickets: ReadonlySet<Ticket>): Ticket | undefined {
  let lowest: Ticket | undefined;
  for (const ticket of tickets) if (lowest === undefined || ticket.place < lowest.place) lowest = ticket;
  return lowest;
}

function lastSecond(times: readonly number[]): number[] {
  const fromMs = performance.now() - withinMs;
  return times.filter((atMs) => atMs > fromMs);
}
