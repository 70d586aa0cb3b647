import { setTimeout as pause } from "node:timers/promises";
import type { Ports } from "../app/ports.ts";
import { nextTurn } from "../domain/pace.ts";

/** Gives out the turns of each number. One process sends at a time, so what it remembers is all there is. */
export function pacing(): Ports["turn"] {
  const sendsOf = new Map<string, readonly number[]>();
  return async (phoneNumberId, isUrgent) => {
    const nowMs = performance.now();
    const { atMs, sends } = nextTurn(sendsOf.get(phoneNumberId) ?? [], nowMs, isUrgent);
    sendsOf.set(phoneNumberId, sends);
    if (atMs > nowMs) await pause(atMs - nowMs);
  };
}
