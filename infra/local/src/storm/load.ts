import { setTimeout as pause } from "node:timers/promises";
import { arrive } from "./arrive.ts";
import type { ChildHouse } from "./child-house.ts";
import { contactOf, posted, type Webhook, webhookOf } from "./contact.ts";
import { stepsOf } from "./script.ts";

export interface LoadOptions {
  readonly conversations: number;
  readonly perSecond: number;
  readonly chance: () => number;
  /** Told of each webhook that got its first 200, with how many have by now. */
  readonly onAccepted: (count: number) => void;
}

/** The storm's own ledger: what the house has taken on by a 200. */
export interface Ledger {
  /** By patient, how many steps got a 200; all of them, once the load is over. */
  readonly accepted: ReadonlyMap<string, number>;
  readonly sent: number;
  /** Posts that got no 200 and were sent again. */
  readonly resent: number;
  /** Posts of what had got its 200 already. */
  readonly repeated: number;
}

const atOnce = 60;
const repeatedShare = 0.12;

/** Plays every conversation. A contact's next message waits for the 200 of the one before, not for its answer. */
export async function load(house: ChildHouse, options: LoadOptions): Promise<Ledger> {
  const { conversations, chance, onAccepted } = options;
  const accepted = new Map<string, number>();
  const counts = { sent: 0, resent: 0, repeated: 0 };
  const turn = turnstile(1_000 / options.perSecond);

  const send = async (webhook: Webhook): Promise<void> => {
    for (;;) {
      await turn();
      counts.sent += 1;
      if (await posted(webhook, (await house.current()).local)) return;
      counts.resent += 1;
      await pause(100 + 200 * chance());
    }
  };
  const talk = async (index: number): Promise<void> => {
    const contact = contactOf(index);
    const patient = await arrive(house, contact);
    const earlier: Webhook[] = [];
    for (const [step, { message }] of stepsOf(index).entries()) {
      await pause(200 + 1_200 * chance());
      const webhook = webhookOf((await house.current()).local, contact, message);
      await send(webhook);
      accepted.set(patient, step + 1);
      onAccepted(sum(accepted.values()));
      earlier.push(webhook);
      if (chance() > repeatedShare) continue;
      // Meta repeats what it has delivered, at once or long after.
      counts.repeated += 1;
      await send(earlier[Math.floor(chance() * earlier.length)] ?? webhook);
    }
  };
  const waiting = Array.from({ length: conversations }, (_, index) => index);
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await talk(next);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { accepted, ...counts };
}

/** Lets one pass each so many milliseconds, in the order in which they came. */
function turnstile(everyMs: number): () => Promise<void> {
  let nextAt = 0;
  return async () => {
    const now = performance.now();
    nextAt = Math.max(nextAt + everyMs, now);
    await pause(nextAt - now);
  };
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((total, number) => total + number, 0);
}
