import { setTimeout as pause } from "node:timers/promises";
import type { Ports } from "../app/ports.ts";
import { fullPace, lowered, mostNow, nextTurn, type Pace, pace } from "../domain/pace.ts";

interface Pacing {
  readonly turn: Ports["turn"];
  /** WhatsApp asked this number to go slower. */
  slower(phoneNumberId: string): void;
}

/** Gives out the turns of each number. One process sends at a time, so what it remembers is all there is. */
export function pacing(): Pacing {
  const sendsOf = new Map<string, readonly number[]>();
  const paces = new Map<string, Pace>();
  const paceOf = (phoneNumberId: string) => paces.get(phoneNumberId) ?? fullPace;
  return {
    async turn(phoneNumberId, isUrgent) {
      const nowMs = performance.now();
      const limit = { most: mostNow(paceOf(phoneNumberId), nowMs), withinMs: pace.withinMs };
      const { atMs, sends } = nextTurn(sendsOf.get(phoneNumberId) ?? [], nowMs, isUrgent, limit);
      sendsOf.set(phoneNumberId, sends);
      if (atMs > nowMs) await pause(atMs - nowMs);
      return atMs - nowMs;
    },
    slower(phoneNumberId) {
      paces.set(phoneNumberId, lowered(paceOf(phoneNumberId), performance.now()));
    },
  };
}
