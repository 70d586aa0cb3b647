import type { Said, StatusOf } from "../ledger/record.ts";
import type { Facts } from "./facts.ts";

export interface Twice {
  /** By all channels. */
  readonly sends: number;
  readonly intents: number;
  /** Sends of an intent that had been accepted before, outside the one case that is promised. */
  readonly twice: number;
  /** The promised case: no status of the first send had reached the house in the time in which one is waited for. */
  readonly silent: number;
  readonly examples: readonly string[];
}

/** Finds intents that a patient heard more than once. By SMS and e-mail nothing is ever repeated: no status would tell. */
export function saidTwice(facts: Facts, uncertainAfterMs: number): Twice {
  const all = [...facts.said.values()].flat();
  const byIntent = Map.groupBy(all, ({ intent }) => intent);
  let twice = 0;
  let silent = 0;
  const examples: string[] = [];
  for (const [intent, sends] of byIntent)
    for (const [index, send] of sends.entries()) {
      const before = sends[index - 1];
      if (before === undefined) continue;
      const isSilent = wasSilent(before, send, facts.statuses.get(before.ref) ?? [], uncertainAfterMs);
      if (isSilent) silent += 1;
      else twice += 1;
      if (!isSilent && examples.length < 5) examples.push(`${intent} again after ${send.at - before.at} ms`);
    }
  const others = Map.groupBy(facts.taken, ({ intent }) => intent);
  for (const [intent, [first, ...again]] of others)
    for (const { channel, at } of again) {
      twice += 1;
      if (examples.length < 5)
        examples.push(`${intent} by ${channel} again after ${at - (first?.at ?? at)} ms`);
    }
  const sends = all.length + facts.taken.length;
  return { sends, intents: byIntent.size + others.size, twice, silent, examples };
}

function wasSilent(first: Said, again: Said, statuses: readonly StatusOf[], waitMs: number): boolean {
  const told = statuses.filter(({ type, at }) => type === "told" && at < again.at);
  return told.length === 0 && again.at - first.at >= waitMs;
}
