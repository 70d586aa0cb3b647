import type { MessageView } from "@careline/whatsapp-emulator";
import { kindOf, steps } from "./script.ts";

export interface Difference {
  /** Webhooks with a 200 and without their answer. */
  readonly lost: number;
  /** Answers for which nobody asked a second time. */
  readonly duplicated: number;
  /** Contacts whose answers came in another order than their messages. */
  readonly disordered: number;
  /** Answers that WhatsApp took on and then could not deliver. */
  readonly undelivered: number;
}

/** Compares what the house took on with what arrived on the phones. */
export function compare(accepted: ReadonlyMap<string, number>, messages: readonly MessageView[]): Difference {
  const answers = messages.filter(({ direction }) => direction === "to_patient");
  const total = { lost: 0, duplicated: 0, disordered: 0, undelivered: 0 };
  const strangers = answers.filter(({ patient }) => patient === null || !accepted.has(patient));
  total.duplicated += strangers.length;
  total.undelivered += answers.filter(({ status }) => status === "failed").length;
  for (const [patient, count] of accepted) {
    const expected = steps.slice(0, count).map(({ answer }) => answer);
    const got = answers.filter((answer) => answer.patient === patient).map(kindOf);
    const missing = without(expected, got);
    const extra = without(got, expected);
    total.lost += missing.length;
    total.duplicated += extra.length;
    const common = without(got, extra);
    if (missing.length === 0 && extra.length === 0 && common.join() !== expected.join())
      total.disordered += 1;
  }
  return total;
}

/** What remains of some things when each of the others has taken one like itself away. */
function without<T>(things: readonly T[], others: readonly T[]): readonly T[] {
  const taking = [...others];
  return things.filter((thing) => {
    const index = taking.indexOf(thing);
    if (index >= 0) taking.splice(index, 1);
    return index < 0;
  });
}
