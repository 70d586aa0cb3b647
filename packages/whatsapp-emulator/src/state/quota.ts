import type { State } from "./state.ts";

/** How many service messages this number has had free in the month of this moment. */
export function freeServiceUsed({ quota }: State, phoneNumberId: string, now: number): number {
  return quota.get(keyOf(phoneNumberId, now)) ?? 0;
}

export function countFreeService(state: State, phoneNumberId: string, now: number): void {
  state.quota.put(keyOf(phoneNumberId, now), freeServiceUsed(state, phoneNumberId, now) + 1);
}

function keyOf(phoneNumberId: string, now: number): string {
  return `${phoneNumberId}/${new Date(now).toISOString().slice(0, 7)}`;
}
