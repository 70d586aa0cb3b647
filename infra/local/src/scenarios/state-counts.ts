import { allIntents, short } from "../demo/intents-table.ts";
import type { Operator } from "../operator.ts";

/** What became of all intents of a class: by state and reason, how many. */
export async function stateCounts(as: Operator, intentClass: string): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const intent of await allIntents(as)) {
    if (intent.intentClass !== intentClass) continue;
    const what = `${short(intent.state)} ${intent.reason}`.trim();
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return counts;
}
