import type { Topic } from "@careline/contracts";
import type { Bus } from "./port.ts";
import { say } from "./suite-tools.ts";

/** Says numbered records under many keys, without waiting for one before the next, and notes which were acknowledged. */
export interface Ledger {
  readonly acknowledged: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
  /** Says one more record of each key. */
  sayAll(): void;
  /** Waits for every answer. */
  settle(): Promise<void>;
}

export function ledger(bus: Bus, topic: Topic<string>, keys: readonly string[]): Ledger {
  const acknowledged = new Set<string>();
  const refused = new Set<string>();
  const saying: Promise<void>[] = [];
  let count = 0;
  return {
    acknowledged,
    refused,
    sayAll: () => {
      const round = count++;
      for (const key of keys) {
        const text = `${key}${round}`;
        const said = bus.publish([say(topic, key, text)]);
        saying.push(
          said.then(
            () => void acknowledged.add(text),
            () => void refused.add(text),
          ),
        );
      }
    },
    settle: async () => void (await Promise.all(saying)),
  };
}

/** Texts of a key that were first heard after a later one of it. */
export function outOfOrder(heard: readonly string[], keys: readonly string[]): readonly string[] {
  return keys.flatMap((key) => {
    const own = [...new Set(heard.filter((text) => text.startsWith(key)))];
    const numbers = own.map((text) => Number(text.slice(key.length)));
    return own.filter((_, index) => (numbers[index] ?? 0) < (numbers[index - 1] ?? -1));
  });
}

/** What was acknowledged and never heard. */
export function missing(acknowledged: ReadonlySet<string>, heard: readonly string[]): readonly string[] {
  const all = new Set(heard);
  return [...acknowledged].filter((text) => !all.has(text));
}
