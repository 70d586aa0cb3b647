import type { Ports, Turn, TurnWish } from "../app/ports.ts";
import {
  answered,
  cameIn,
  type Flow,
  fullPace,
  lowered,
  mayBeAnnounced,
  mayGoAt,
  mostNow,
  noFlow,
  type Pace,
  pace,
  place,
  sent,
} from "../domain/pace.ts";

export interface Pacing {
  readonly inTurn: Ports["inTurn"];
  /** WhatsApp took a send of this number. */
  taken(phoneNumberId: string): void;
  /** WhatsApp asked this number to go slower. */
  slower(phoneNumberId: string): void;
}

/** Gives out the turns of each number. One process sends at a time, so what it remembers is all there is. */
export function pacing(): Pacing {
  const numbers = new Map<string, ReturnType<typeof pacedNumber>>();
  const of = (phoneNumberId: string) => {
    const number = numbers.get(phoneNumberId) ?? pacedNumber();
    numbers.set(phoneNumberId, number);
    return number;
  };
  return {
    inTurn: (phoneNumberId, wish, work) => of(phoneNumberId).inTurn(wish, work),
    taken: (phoneNumberId) => of(phoneNumberId).taken(),
    slower: (phoneNumberId) => of(phoneNumberId).slower(),
  };
}

interface Ticket {
  readonly urgency: number;
  place: number;
  goOn: () => void;
}

function pacedNumber() {
  let flow: Flow = noFlow;
  let speed: Pace = fullPace;
  let takes: number[] = [];
  /** Not announced yet, the most urgent first. */
  const waiting: Ticket[] = [];
  /** Announced, or about to be. */
  const ahead = new Set<Ticket>();
  /** Announced, and ready to be sent. */
  const ready = new Set<Ticket>();
  let timer: NodeJS.Timeout | undefined;

  function letIn(): void {
    const most = mostNow(speed, performance.now());
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
      const waitMs = mayGoAt(flow, next.urgency) - nowMs;
      if (waitMs > 0) {
        // With too many unanswered the next answer goes on.
        if (Number.isFinite(waitMs)) timer = setTimeout(letGo, Math.ceil(waitMs));
        break;
      }
      flow = sent(flow, mostNow(speed, nowMs), nowMs);
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
    async inTurn({ urgency, isHeard }: TurnWish, work: (turn: Turn) => Promise<void>): Promise<void> {
      const askedMs = performance.now();
      if (isHeard) flow = cameIn(flow, askedMs);
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
      speed = lowered(speed, takes.length, performance.now());
    },
  };
}

function first(tickets: ReadonlySet<Ticket>): Ticket | undefined {
  let lowest: Ticket | undefined;
  for (const ticket of tickets) if (lowest === undefined || ticket.place < lowest.place) lowest = ticket;
  return lowest;
}

function lastSecond(times: readonly number[]): number[] {
  const fromMs = performance.now() - pace.withinMs;
  return times.filter((atMs) => atMs > fromMs);
}
