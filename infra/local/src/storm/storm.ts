import { mkdirSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { operator } from "../operator.ts";
import { chanceFrom } from "./chance.ts";
import { childHouse, type ChildHouse } from "./child-house.ts";
import { compare, type Difference } from "./compare.ts";
import { type Ledger, load } from "./load.ts";
import { stepCount } from "./script.ts";
import { settle } from "./settle.ts";
import { uncertainOf } from "./uncertain.ts";

export interface StormOptions {
  readonly data: string;
  readonly real: boolean;
  readonly conversations: number;
  readonly kills: number;
  readonly seed: number;
  readonly perSecond?: number;
  readonly say?: (line: string) => void;
}

export interface StormReport extends Difference {
  readonly ledger: Ledger;
  readonly answers: number;
  readonly unsettled: number;
  readonly uncertain: ReadonlyMap<string, number>;
  /** For each kill: seconds until a new house was ready, and until it took its first webhook. */
  readonly recoveries: readonly { readonly readySeconds: number; readonly tookSeconds: number | undefined }[];
  readonly auditDir: string;
}

/** Conversations by the hundred against a house that is killed in the middle, again and again, and must forget nothing. */
export async function storm(options: StormOptions): Promise<StormReport> {
  const { data, real, conversations, seed, perSecond = 45, say = () => undefined } = options;
  mkdirSync(data, { recursive: true });
  const chance = chanceFrom(seed);
  const total = stepCount(conversations);
  const house = await childHouse(data, real);
  const killing = killer(house, killPoints(total, options.kills, chance), chance, say);
  try {
    const ledger = await load(house, { conversations, perSecond, chance, onAccepted: killing.onAccepted });
    await killing.done();
    say(`all ${total} webhooks have their 200; waiting until nothing moves`);
    const facts = await house.current();
    const as = await operator(facts);
    const { messages, intents, unsettled } = await settle(facts.local.emulator, as, total);
    await as.close();
    return {
      ...compare(ledger.accepted, messages),
      ledger,
      answers: messages.filter(({ direction }) => direction === "to_patient").length,
      unsettled,
      uncertain: uncertainOf(intents),
      recoveries: killing.recoveries(),
      auditDir: facts.local.auditDir,
    };
  } finally {
    await house.stop();
  }
}

/** At how many accepted webhooks to kill: spread over the storm, the last right at its end, while answers are on their way. */
function killPoints(total: number, kills: number, chance: () => number): number[] {
  return Array.from({ length: kills }, (_, index) =>
    kills > 1 && index === kills - 1 ? total : Math.round((total * (index + 0.6 + 0.4 * chance())) / kills),
  );
}

function killer(house: ChildHouse, points: number[], chance: () => number, say: (line: string) => void) {
  const recoveries: { killedAt: number; readyAt: number; tookAt?: number }[] = [];
  let last: Promise<void> = Promise.resolve();
  const strike = async (count: number): Promise<void> => {
    await pause(150 * chance());
    const times: (typeof recoveries)[number] = await house.killAndRestart();
    recoveries.push(times);
    say(`killed after ${count} webhooks; ready again after ${seconds(times.readyAt - times.killedAt)} s`);
  };
  return {
    onAccepted(count: number): void {
      const newest = recoveries.at(-1);
      if (newest !== undefined) newest.tookAt ??= performance.now();
      if (count < (points[0] ?? Infinity)) return;
      points.shift();
      last = last.then(() => strike(count));
    },
    done: () => last,
    recoveries: () =>
      recoveries.map(({ killedAt, readyAt, tookAt }) => ({
        readySeconds: seconds(readyAt - killedAt),
        tookSeconds: tookAt === undefined ? undefined : seconds(tookAt - killedAt),
      })),
  };
}

function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
