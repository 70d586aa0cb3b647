import type { Intent } from "@careline/contracts/notification/v1/notification_service";
import { short } from "@careline/local/demo/intents-table";
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

const isOver = new Set(["READ", "SUPPRESSED"]);

/** Reminders that WhatsApp took before a moment, nobody has read, and no other channel was asked to say. */
export function leftUnreadIn({ said }: Facts, intents: readonly Intent[], before: number): readonly string[] {
  const known = new Map(intents.map((intent) => [intent.intentId, intent]));
  const followed = new Set(
    intents.filter(({ channel }) => channel !== "whatsapp").map(({ sourceId }) => sourceId),
  );
  const taken = [...said.values()].flat().filter(({ kind, at }) => kind === "reminder" && at < before);
  return [...new Set(taken.map(({ intent }) => intent))].filter((id) => {
    const intent = known.get(id);
    return intent !== undefined && !isOver.has(short(intent.state)) && !followed.has(intent.sourceId);
  });
}
