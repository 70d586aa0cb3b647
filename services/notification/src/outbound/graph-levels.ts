import { type Graph, numbersOf, tierLimit } from "@careline/whatsapp";
import type { LevelPorts } from "../app/learn-level.ts";
import { perSecondOf } from "../domain/level.ts";

/** What WhatsApp's own list of numbers says. */
export function graphLevels(graph: Graph): LevelPorts["levelAtMeta"] {
  const numbers = numbersOf(graph);
  return async (phoneNumberId) => {
    const { throughput, messagingLimit } = await numbers.get(phoneNumberId);
    return { perSecond: perSecondOf(throughput), peopleADay: tierLimit(messagingLimit) };
  };
}
