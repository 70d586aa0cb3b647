import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { verifyAudit } from "@careline/local/demo/verify-audit";
import { type Operator, operator } from "@careline/local/operator";
import { chanceFrom } from "@careline/local/storm/chance";
import { scanRun } from "./canary.ts";
import { auditedIn } from "./check/audited.ts";
import { check } from "./check/check.ts";
import { type Files, filesIn } from "./check/files.ts";
import { explainedOf, fatesOf } from "./check/intents.ts";
import type { Facts } from "./check/facts.ts";
import type { Outcome } from "./check/outcome.ts";
import { storedFiles } from "./check/stored-files.ts";
import type { ChaosFault } from "./faults/fault.ts";
import { type ChaosHouse, startHouse } from "./house/house.ts";
import { followedWithinMs, startOutside } from "./house/outside.ts";
import { type Supervisor, supervisor } from "./house/supervisor.ts";
import { type Ledger, openLedger, readLedger, refuseOld } from "./ledger/ledger.ts";
import { noteTaken } from "./ledger/note-taken.ts";
import { type ClinicLoad, startClinic } from "./load/clinic.ts";
import { bringPeople } from "./load/contacts.ts";
import { type Load, startLoad } from "./load/generator.ts";
import { poster } from "./load/post.ts";
import { variantsOf } from "./load/variants.ts";
import { type Settled, settle } from "./settle.ts";
import { type RealStack, startRealStack } from "./stack/real-stack.ts";
import { type SmallDisk, smallDisk } from "./stack/small-disk.ts";

export interface SessionPlan {
  readonly data: string;
  readonly seed: number;
  /** How long the load will run: no reminder falls due later. */
  readonly minutes: number;
  readonly rate: number;
  /** Each with a WhatsApp number of its own. */
  readonly clinics: number;
  readonly people: number;
  /** Seconds more from one kill to the next. */
  readonly apart: number;
  readonly faults: readonly ChaosFault[];
  readonly brokers: 1 | 3;
  readonly databases: 1 | 3;
  readonly replicas: number;
  /** Whose services run; the repository itself, where not told. */
  readonly tree?: string;
  readonly say: (line: string) => void;
}

/** A house under load that can be broken, and looked at. */
export interface Session {
  readonly house: ChaosHouse;
  readonly stack: RealStack;
  readonly disks: readonly SmallDisk[];
  readonly watch: Supervisor;
  readonly load: Load;
  readonly clinic: ClinicLoad;
  /** Somebody of each clinic. */
  readonly staff: readonly Operator[];
  readonly found: string[];
  /** Ends the load, waits until nothing moves, ends everything, and judges. */
  finish(): Promise<Outcome>;
  /** Lets the load rest, waits until nothing moves, and judges what there is. The load goes on. */
  look(): Promise<Pick<Outcome, "verdict" | "fates" | "explained" | "files">>;
  /** Ends everything, whatever state it is in. */
  stop(): Promise<void>;
}

/**
 * Shorter than what later answers of a conversation wait for one whose fate is open, so that none overtakes it, though who
 * was away listens for some seconds more.
 */
export const uncertainAfterMs = 20_000;
const healMs = 120_000;
const stuckMs = uncertainAfterMs + 20_000;
const visitsPerMessage = 0.02;
// What other channels say begins with a reminder, so there must be some at any time, however few write.
const remindingPerSecond = 1.5;
const repository = fileURLToPath(new URL("../../..", import.meta.url));

export async function startSession(plan: SessionPlan): Promise<Session> {
  const { data, seed, say, faults } = plan;
  mkdirSync(data, { recursive: true });
  const files = ledgerFiles(data);
  refuseOld(files);
  const ledger = openLedger(files[0] ?? "");
  const watch = supervisor(ledger, chanceFrom(seed + 1));
  const isProxied = faults.some(({ needsLinks }) => needsLinks);
  const disks = faults.some(({ needsSmallDisks }) => needsSmallDisks) ? smallDisks(data) : [];
  say(`starting ${plan.brokers} Kafka and ${plan.databases} MongoDB node(s)`);
  const stops: (() => Promise<void>)[] = [];
  const still = async (): Promise<void> => {
    watch.retire();
    for (const each of stops.splice(0).toReversed()) await each();
  };
  // What lies on a small disk goes with it.
  const stop = async (): Promise<void> => {
    await still();
    for (const disk of disks.splice(0)) disk.unmount();
  };
  try {
    const stack = await startRealStack({ data, brokers: plan.brokers, databases: plan.databases, isProxied });
    stops.push(() => stack.stop());
    const outside = await startOutside({
      hasOtherChannels: faults.some(({ needsOtherChannels }) => needsOtherChannels),
      hasObjects: faults.some(({ needsObjects }) => needsObjects),
      data,
    });
    stops.push(() => outside.stop());
    const house = await startHouse({
      ...{ data, stack, outside, isProxied, uncertainAfterMs, ledger: files[1] ?? "", onEnd: watch.onEnd },
      replicas: replicasOf(plan),
      clinics: plan.clinics,
      tree: plan.tree ?? repository,
    });
    stops.push(() => house.stop());
    await house.ready();
    const mongo = { uri: house.mongoUri, databasePrefix: "" };
    const staff = await Promise.all(house.clinics.map((local) => operator({ local, mongo })));
    stops.push(async () => void (await Promise.all(staff.map((as) => as.close()))));
    return await underLoad(plan, { files, ledger, watch, disks, stack, house, staff, still, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Parts {
  readonly files: readonly string[];
  readonly ledger: Ledger;
  readonly watch: Supervisor;
  readonly disks: readonly SmallDisk[];
  readonly stack: RealStack;
  readonly house: ChaosHouse;
  /** Somebody of each clinic. */
  readonly staff: readonly Operator[];
  /** Ends all processes; what they have left can be read. */
  readonly still: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

async function underLoad(plan: SessionPlan, parts: Parts): Promise<Session> {
  const { seed, say, faults, data, rate } = plan;
  const { files, ledger, watch, house, staff, stop } = parts;
  const { local, clinics, emulator } = house;
  const people = await bringPeople(clinics, plan.people, chanceFrom(seed + 2));
  const posts = poster(local);
  const isWild = faults.some(({ name }) => name === "webhooks");
  const variants = variantsOf(chanceFrom(seed + 3), isWild);
  say(
    `the house is ready; ${people.length} people write ${rate} messages a second to ${clinics.length} number(s)`,
  );
  const load = startLoad({ people, rate, chance: chanceFrom(seed), ledger, poster: posts, variants });
  const found: string[] = [];
  const clinic = startClinic({
    found: (problem) => void found.push(problem),
    ...{ staff, emulator, ledger, chance: chanceFrom(seed + 4), someone: load.someone },
    perSecond: Math.max(rate * visitsPerMessage, house.outside.post === undefined ? 0 : remindingPerSecond),
    lastDueAt: Date.now() + plan.minutes * 60_000,
  });

  noteTaken(house.outside, clinic.visitors, ledger);

  const judged = async ({ intents, asOf }: Settled & { readonly asOf: number }) => {
    await Promise.all([emulator.flush(), ledger.flush()]);
    const verdict = check(await readLedger(files), uncertainAfterMs, asOf, intents);
    const unreadSince = house.outside.post === undefined ? -Infinity : asOf - followedWithinMs;
    const fates = fatesOf(intents, verdict.facts, unreadSince);
    const explained = explainedOf(verdict.answers.missing, intents, verdict.facts, fates);
    return { verdict, fates, explained, files: await filesAtRest(verdict.facts, intents) };
  };
  /** A file is fetched after its message was answered. */
  const filesAtRest = async (facts: Facts, intents: Settled["intents"]): Promise<Files> => {
    const objects = house.outside.objects?.objects;
    for (const giveUpAt = Date.now() + stuckMs; ; await pause(1_000)) {
      const found = filesIn(facts, intents, await storedFiles(house.mongoUri, objects), load.retired);
      if (found.missing === 0 || Date.now() > giveUpAt) return found;
    }
  };
  const settled = async () => {
    const asOf = Date.now();
    const expected = { answers: load.accepted, reminders: clinic.due(asOf) };
    return { ...(await settle(staff, emulator.news, expected, stuckMs)), asOf };
  };
  return {
    ...{ house, staff, stack: parts.stack, disks: parts.disks, watch, load, clinic, found, stop },
    async look() {
      await load.rest(healMs);
      await house.ready(healMs);
      const judgement = await judged(await settled());
      load.goOn();
      return judgement;
    },
    async finish() {
      const report = await load.finish(healMs);
      await clinic.finish();
      posts.close();
      await house.ready(healMs);
      say(`${report.accepted} of ${report.asked} messages have their 200; waiting until nothing moves`);
      const atRest = await settled();
      const judgement = await judged(atRest);
      say("stopping everything, and looking through what is left");
      await parts.still();
      await ledger.close();
      const canary = await scanRun(data, people);
      const audit = verifyAudit(local.auditDir);
      const audited = auditedIn(
        clinics.map(({ tenantId }) => join(local.auditDir, tenantId)),
        judgement.verdict.facts,
        atRest.intents,
      );
      const mayGiveUp = faults.some((fault) => fault.mayGiveUp);
      const { kills, failedStarts, unordered } = watch;
      return {
        seed,
        report,
        settled: atRest,
        ...judgement,
        audit,
        audited,
        canary,
        kills,
        failedStarts,
        unordered,
        found,
        mayGiveUp,
      };
    },
  };
}

/** Each writer has a file of its own. */
export function ledgerFiles(data: string): readonly string[] {
  return ["load", "emulator"].map((name) => join(data, `ledger-${name}.jsonl`));
}

function replicasOf({ faults, replicas }: SessionPlan) {
  const needs = faults.flatMap((fault) => fault.replicas ?? []);
  return {
    most: Math.max(replicas, ...needs.map(({ most }) => most)),
    atFirst: (service: string) => Math.max(replicas, ...needs.map(({ atFirst }) => atFirst?.[service] ?? 1)),
  };
}

function smallDisks(data: string): SmallDisk[] {
  const sizes = { kafka: 600, mongo: 1_500, audit: 60 };
  return Object.entries(sizes).map(([name, megabytes]) => smallDisk(join(data, name), megabytes));
}
