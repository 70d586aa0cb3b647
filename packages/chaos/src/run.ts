import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { verifyAudit } from "@careline/local/demo/verify-audit";
import { operator } from "@careline/local/operator";
import { chanceFrom } from "@careline/local/storm/chance";
import { check } from "./check/check.ts";
import { explainedOf, fatesOf } from "./check/intents.ts";
import type { Outcome } from "./check/outcome.ts";
import type { ChaosFault } from "./faults/fault.ts";
import { type ChaosHouse, startHouse } from "./house/house.ts";
import { supervisor } from "./house/supervisor.ts";
import { openLedger, readLedger } from "./ledger/ledger.ts";
import { bringPeople } from "./load/contacts.ts";
import { startLoad } from "./load/generator.ts";
import { poster } from "./load/post.ts";
import { variantsOf } from "./load/variants.ts";
import { settle } from "./settle.ts";
import { type RealStack, startRealStack } from "./stack/real-stack.ts";

export interface RunPlan {
  readonly data: string;
  readonly seed: number;
  readonly minutes: number;
  readonly rate: number;
  readonly people: number;
  readonly faults: readonly ChaosFault[];
  readonly brokers: 1 | 3;
  readonly databases: 1 | 3;
  readonly replicas: number;
  readonly say: (line: string) => void;
}

/** Shorter than what later answers of a conversation wait for one whose fate is open, so that none overtakes it. */
export const uncertainAfterMs = 25_000;
const calmMs = 6_000;
const healMs = 90_000;

/** One run: load, faults, rest, and what the ledger tells. */
export async function run(plan: RunPlan): Promise<Outcome> {
  const { data, seed, say } = plan;
  mkdirSync(data, { recursive: true });
  const files = ["load", "emulator"].map((name) => join(data, `ledger-${name}.jsonl`));
  const ledger = openLedger(files[0] ?? "");
  const watch = supervisor(ledger, chanceFrom(seed + 1));
  say(`starting ${plan.brokers} broker(s), ${plan.databases} database node(s)`);
  const stack = await startRealStack(data, plan.brokers, plan.databases);
  let house: ChaosHouse | undefined;
  try {
    house = await startHouse({
      data,
      stack,
      replicas: plan.replicas,
      uncertainAfterMs,
      ledger: files[1] ?? "",
      onEnd: watch.onEnd,
    });
    await house.ready();
    const told = await play(plan, { house, stack, watch, ledger });
    watch.retire();
    await house.stop();
    await ledger.close();
    const verdict = check(await readLedger(files), uncertainAfterMs);
    const fates = fatesOf(told.settled.intents, verdict.facts);
    const explained = explainedOf(verdict.answers.missing, told.settled.intents, verdict.facts, fates);
    const audit = verifyAudit(house.local.auditDir);
    return {
      ...told,
      seed,
      verdict,
      fates,
      explained,
      audit,
      kills: watch.kills,
      unordered: watch.unordered,
    };
  } finally {
    watch.retire();
    await house?.stop();
    await stack.stop();
  }
}

interface Parts {
  readonly house: ChaosHouse;
  readonly stack: RealStack;
  readonly watch: ReturnType<typeof supervisor>;
  readonly ledger: ReturnType<typeof openLedger>;
}

async function play(plan: RunPlan, { house, stack, watch, ledger }: Parts) {
  const { seed, say, faults } = plan;
  const { local, emulator } = house;
  const people = await bringPeople(local.emulator, plan.people, chanceFrom(seed + 2));
  const posts = poster(local);
  const chance = chanceFrom(seed);
  const variants = variantsOf(
    chanceFrom(seed + 3),
    faults.some(({ name }) => name === "webhooks"),
  );
  say(`the house is ready; ${people.length} people write ${plan.rate} messages a second`);
  const load = startLoad({ local, people, rate: plan.rate, chance, ledger, poster: posts, variants });
  await pause(calmMs);
  const over = new AbortController();
  const playing = faults.map((fault, index) =>
    fault.play({
      house,
      stack,
      chance: chanceFrom(seed + 10 + index),
      until: over.signal,
      kill: (replica) => watch.kill(fault.name, replica),
      struck: (target) => watch.struck(fault.name, target),
    }),
  );
  await pause(Math.max(0, plan.minutes * 60_000 - calmMs));
  over.abort();
  await Promise.all(playing);
  watch.calm();
  say(`faults are over after ${watch.kills} kills; the load goes on until answers take as long as before`);
  await pause(calmMs);
  const report = await load.finish(healMs);
  posts.close();
  await house.ready(healMs);
  say(`${report.accepted} of ${report.asked} messages have their 200; waiting until nothing moves`);
  const as = await operator({ local, mongo: { uri: house.mongoUri, databasePrefix: "" } });
  const settled = await settle(as, emulator.news, report.accepted, uncertainAfterMs + 15_000);
  await as.close();
  // The audit log is published a moment after what it records.
  await pause(2_000);
  return { report, settled };
}
