import { encoded, msAt } from "../core/histogram.ts";
import { type Cpu, idleCpu, spend, sum } from "../core/window.ts";
import { sharedStack } from "../stack/real-stack.ts";
import type { Check, Latencies, Profile, Row, Suite } from "../suite.ts";
import { eachOnce, mostInAndOut, neverTooFast } from "./judged.ts";
import { mostWithin, steadyPerSecond } from "./limits.ts";
import { crowd, type CrowdWish } from "./crowd.ts";
import { numberLimits } from "./own-pace.ts";
import {
  answersAlone,
  answerWaits,
  backlog,
  broadcast,
  known,
  oneConversation,
  type Scene,
} from "./scenes.ts";
import { startSender } from "./sender.ts";

interface Sizes {
  readonly reminders: number;
  readonly aloneS: number;
  /** Sent while WhatsApp takes only half of what the sender would send. */
  readonly slowed: number;
  readonly toOne: number;
  /** Processes that share one number, without what a message costs. */
  readonly crowds: readonly CrowdWish[];
  readonly broadcast: { readonly people: number; readonly seconds: number };
}

const { standard, high } = numberLimits;
const crowds = (seconds: number): readonly CrowdWish[] =>
  [standard, high].flatMap((perSecond) => [1, 3].map((senders) => ({ perSecond, senders, seconds })));

const sizes: Readonly<Record<Profile, Sizes>> = {
  smoke: {
    reminders: 560,
    aloneS: 3,
    slowed: 0,
    toOne: 0,
    crowds: crowds(4).slice(1, 2),
    broadcast: { people: 0, seconds: 0 },
  },
  quick: {
    reminders: 2_800,
    aloneS: 15,
    slowed: 1_200,
    toOne: 20,
    crowds: crowds(20),
    broadcast: { people: 20_000, seconds: 60 },
  },
  full: {
    reminders: 10_000,
    aloneS: 60,
    slowed: 4_000,
    toOne: 30,
    crowds: crowds(60),
    broadcast: { people: 100_000, seconds: 300 },
  },
};
// What WhatsApp lets a number do in a second, in and out together.
const most = standard;
const limits = { perSecond: most };
const answering = { ratePerS: 5, conversations: 50 };
const slower = { perSecond: 35 };
const pair = { most: 6, withinMs: 6_000 };

/** One number, as fast as it may and never faster; and whether an answer has to wait behind a pile of reminders. */
export const pacingSuite: Suite = async ({ profile, say }) => {
  const size = sizes[profile];
  const stack = await sharedStack();
  if (stack === undefined)
    return { rows: [], checks: [], notes: ["needs a real Kafka and MongoDB: skipped"] };
  const sender = await startSender(stack);
  try {
    const rows: Row[] = [];
    const checks: Check[] = [];
    const latencies: Latencies[] = [];
    const recipients = await known(sender, 0, size.reminders);
    const people = await known(sender, size.reminders, answering.conversations);
    const wish = { people, ratePerS: answering.ratePerS, seconds: size.aloneS };

    const warming = await backlog(sender, limits, recipients.slice(0, most * 2), wish);
    checks.push(eachOnce("warming up", warming));
    const alone = await answersAlone(sender, limits, wish);
    addAnswers("an answer, nothing else to send", alone);
    const idle = await idleCpu(sender.pids, 2);
    const { result, cpu, windowMs } = await spend(sender.pids, idle, () =>
      backlog(sender, limits, recipients, wish),
    );
    const how = `${size.reminders.toLocaleString("en")} reminders drain`;
    rows.push(...paceRows(how, result), ...costRows(result, { cpu, windowMs, idle }));
    addAnswers(`an answer while ${how}`, result, "≤ 250");
    checks.push(neverTooFast(how, result, most));
    say(`${how}: ${steadyPerSecond(timesOf(result)).toFixed(1)}/s, ${mostInAndOut(result)} at most`);

    if (size.slowed > 0) await slowed();
    if (size.toOne > 0) await toOne();
    for (const wish of size.crowds) {
      const shared = await crowd(stack.mongoUri, wish);
      rows.push(...shared.rows);
      checks.push(...shared.checks);
      for (const { name, value } of shared.rows) say(`${name}: ${value.toFixed(1)}/s`);
    }
    if (size.broadcast.people > 0) await whileBroadcast(size.broadcast);
    return { rows, checks, latencies };

    function addAnswers(name: string, scene: Scene, goal?: string, isWhole = true): void {
      const waits = answerWaits(scene);
      const row = { unit: "ms", n: scene.answers.size };
      rows.push({ name: `${name}: p50`, value: msAt(waits, 50), ...row });
      rows.push({ name: `${name}: p99`, value: msAt(waits, 99), ...row, ...(goal && { goal }) });
      latencies.push(encoded(name, waits));
      checks.push(eachOnce(name, scene, { isWhole }));
    }

    async function slowed(): Promise<void> {
      const scene = await backlog(sender, slower, recipients.slice(0, size.slowed));
      const taken = steadyPerSecond(timesOf(scene));
      const what = `WhatsApp takes ${slower.perSecond} a second`;
      const n = size.slowed;
      rows.push(
        { name: `${what}: reached`, unit: "%", value: (taken / slower.perSecond) * 100, n },
        { name: `${what}: refused, of all that was tried`, unit: "%", value: refusedShare(scene) * 100, n },
      );
      checks.push(eachOnce(what, scene));
      say(`${what}: ${taken.toFixed(1)}/s, ${scene.watched.refused.length} refused`);
    }

    async function toOne(): Promise<void> {
      const [person] = await known(sender, size.reminders + answering.conversations, 1);
      if (person === undefined) return;
      const scene = await oneConversation(sender, { ...limits, pair }, person, size.toOne);
      const what = `${size.toOne} answers to one person, who takes ${pair.most} in ${pair.withinMs / 1_000} s`;
      const least = Math.floor((size.toOne - 1) / pair.most) * pair.withinMs;
      const times = timesOf(scene);
      const took = Math.max(...times) - Math.min(...times);
      rows.push(
        { name: `${what}: took`, unit: "s", value: took / 1_000, n: size.toOne },
        { name: `${what}: the least it could take`, unit: "s", value: least / 1_000 },
        { name: `${what}: refused, of all that was tried`, unit: "%", value: refusedShare(scene) * 100 },
      );
      checks.push(eachOnce(what, scene));
      say(`${what}: ${(took / 1_000).toFixed(1)} s, ${scene.watched.refused.length} refused`);
    }

    async function whileBroadcast({ people: count, seconds }: Sizes["broadcast"]): Promise<void> {
      const everybody = await known(sender, size.reminders + answering.conversations + 1, count);
      const scene = await broadcast(sender, limits, everybody, { ...wish, seconds });
      const how = `a broadcast to ${count.toLocaleString("en")} is taken in and goes out`;
      rows.push(...paceRows(how, scene));
      addAnswers(`an answer while ${how}`, scene, "≤ 250", false);
      checks.push(neverTooFast(how, scene, most));
      say(`${how}: ${steadyPerSecond(timesOf(scene)).toFixed(1)}/s, ${mostInAndOut(scene)} at most`);
    }
  } finally {
    await sender.stop();
  }
};

function paceRows(how: string, scene: Scene): Row[] {
  const times = timesOf(scene);
  const all = [...times, ...scene.answers.values()];
  const perSecond = steadyPerSecond(all);
  const n = times.length;
  return [
    {
      ...{ name: `in and out while ${how}`, unit: "1/s", value: perSecond, n: all.length },
      ...{ ratio: perSecond / most, against: `the ${most} a second that WhatsApp allows` },
    },
    { name: `sent while ${how}`, unit: "1/s", value: steadyPerSecond(times), n },
    { name: "most sent in any second", unit: "messages", value: mostWithin(times, 1_000), n },
    {
      name: "most in any second, in and out",
      unit: "messages",
      value: mostInAndOut(scene),
      n,
      goal: `≤ ${most}`,
    },
  ];
}

function costRows(
  scene: Scene,
  { cpu, windowMs, idle }: { readonly cpu: Cpu; readonly windowMs: number; readonly idle: Cpu },
): Row[] {
  const n = scene.watched.taken.length;
  const unit = "CPU-µs";
  const idling = (sum(idle) * windowMs) / 1_000;
  return [
    ...[...cpu].map(([name, micros]): Row => ({ name: `a send: ${name}`, unit, value: micros / n, n })),
    { name: "a send: of all that, idling", unit, value: idling / n, n },
  ];
}

function refusedShare({ watched: { taken, refused } }: Scene): number {
  return refused.length / (taken.length + refused.length);
}

function timesOf({ watched }: Scene): number[] {
  return watched.taken.map(({ atMs }) => atMs);
}
