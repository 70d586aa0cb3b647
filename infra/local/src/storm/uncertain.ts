import type { Intent } from "@careline/contracts/notification/v1/notification_service";
import { short } from "../demo/intents-table.ts";

/** Sends whose fate was open after a kill, by what decided it. */
export function uncertainOf(intents: readonly Intent[]): ReadonlyMap<string, number> {
  const ways = new Map<string, number>();
  for (const { history } of intents)
    for (const [index, { state }] of history.entries()) {
      if (short(state) !== "UNCERTAIN") continue;
      const way = wayOf(history[index + 1]?.state);
      ways.set(way, (ways.get(way) ?? 0) + 1);
    }
  return ways;
}

function wayOf(next: string | undefined): string {
  switch (next === undefined ? "" : short(next)) {
    case "ACCEPTED":
    case "SENT":
    case "DELIVERED":
    case "READ":
      return "its status told that it had arrived";
    case "PLANNED":
      return "no status came, so it was said again";
    case "":
      return "still open";
    default:
      return "given up";
  }
}
