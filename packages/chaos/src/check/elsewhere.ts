import type { Intent } from "@careline/contracts/notification/v1/notification_service";
import type { Taken } from "../ledger/record.ts";
import type { Facts } from "./facts.ts";

/** A reminder that was said by SMS or e-mail. */
export interface Elsewhere extends Taken {
  /** What WhatsApp was asked to say, in whose place it stands. */
  readonly first: string;
}

/** What other channels took. What is newer than the list of intents is left out: nobody could say whose it is. */
export function elsewhereIn({ taken }: Facts, intents: readonly Intent[]): readonly Elsewhere[] {
  const firstOf = new Map(intents.map(({ intentId, sourceId }) => [intentId, sourceId]));
  return taken.flatMap((one) => {
    const first = firstOf.get(one.intent);
    return first === undefined ? [] : [{ ...one, first }];
  });
}
