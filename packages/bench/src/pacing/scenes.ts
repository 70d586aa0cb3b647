import { setTimeout as pause } from "node:timers/promises";
import { chanceFrom } from "@careline/local/storm/chance";
import type { Histogram } from "hdr-histogram-js";
import { latencyHistogram, recordMs } from "../core/histogram.ts";
import type { Limits } from "./limits.ts";
import { answerFor, heardFrom, introduce, peopleFrom, type Person, reminderFor, type Said } from "./say.ts";
import type { Sender, Watched } from "./sender.ts";

export interface Scene {
  readonly watched: Watched;
  /** What was to be sent, and when it was said. */
  readonly reminders: ReadonlyMap<string, number>;
  readonly answers: ReadonlyMap<string, number>;
}

const atOnce = 500;
const patienceMs = 60_000;

/** Answers come due now and then, evenly spread by chance, while nothing else is to be sent. */
export async function answersAlone(sender: Sender, limits: Limits, wish: AnswerWish): Promise<Scene> {
  const scene = { watched: sender.watch(limits), reminders: new Map(), answers: new Map<string, number>() };
  const until = performance.now() + wish.seconds * 1_000;
  await sayAnswers(sender, wish, scene.answers, () => performance.now() < until);
  await allTaken(scene);
  return scene;
}

export interface AnswerWish {
  readonly people: readonly Person[];
  readonly ratePerS: number;
  readonly seconds: number;
}

/** Many reminders fall due at one moment; while they drain, answers come due as well. */
export async function backlog(
  sender: Sender,
  limits: Limits,
  recipients: readonly Person[],
  wish?: Omit<AnswerWish, "seconds">,
): Promise<Scene> {
  const said = recipients.map(reminderFor);
  const [watched, startedAt] = [sender.watch(limits), performance.now()];
  const reminders = new Map(said.map(({ intentId }) => [intentId, startedAt]));
  const answers = new Map<string, number>();
  const left = new Set(reminders.keys());
  await publishAll(sender, said);
  const drains = (): boolean => {
    for (const { callbackData } of watched.taken.slice(seen)) left.delete(callbackData ?? "");
    seen = watched.taken.length;
    return left.size > 0;
  };
  let seen = 0;
  if (wish !== undefined) await sayAnswers(sender, wish, answers, drains);
  const scene = { watched, reminders, answers };
  await allTaken(scene);
  return scene;
}

/** While a broadcast is taken in and goes out, longer than anybody watches, answers come due for a while. */
export async function broadcast(
  sender: Sender,
  limits: Limits,
  recipients: readonly Person[],
  wish: AnswerWish,
): Promise<Scene> {
  const said = recipients.map(reminderFor);
  const [watched, startedAt] = [sender.watch(limits), performance.now()];
  const reminders = new Map(said.map(({ intentId }) => [intentId, startedAt]));
  const answers = new Map<string, number>();
  const publishing = publishAll(sender, said);
  const until = startedAt + wish.seconds * 1_000;
  await sayAnswers(sender, wish, answers, () => performance.now() < until);
  const scene = { watched, reminders, answers };
  await allTaken(scene, answers);
  await publishing;
  return scene;
}

/** A person is answered many times at once. */
export async function oneConversation(
  sender: Sender,
  limits: Limits,
  person: Person,
  count: number,
): Promise<Scene> {
  const said: Said[] = [];
  for (let at = 0; at < count; at += 1) said.push(await answerFor(person, sender.phi));
  const [watched, startedAt] = [sender.watch(limits), performance.now()];
  await sender.bus.publish(said.map(({ record }) => record));
  const scene = {
    ...{ watched, reminders: new Map() },
    answers: new Map(said.map(({ intentId }) => [intentId, startedAt])),
  };
  await allTaken(scene);
  return scene;
}

/** Makes people whom the sender knows how to reach. */
export async function known({ phi, db }: Sender, first: number, count: number): Promise<Person[]> {
  const people = peopleFrom(first, count);
  await introduce(people, phi, db);
  return people;
}

/** How long answers waited, from the moment they were meant to be said until WhatsApp had them. */
export function answerWaits({ watched, answers }: Scene): Histogram {
  const histogram = latencyHistogram();
  for (const { callbackData = "", atMs } of watched.taken) {
    const saidAtMs = answers.get(callbackData);
    if (saidAtMs !== undefined) recordMs(histogram, atMs - saidAtMs);
  }
  return histogram;
}

async function sayAnswers(
  { phi, bus }: Sender,
  { people, ratePerS }: Omit<AnswerWish, "seconds">,
  answers: Map<string, number>,
  goesOn: () => boolean,
): Promise<void> {
  const chance = chanceFrom(7);
  const saying: Promise<void>[] = [];
  for (let [intendedAtMs, turn] = [performance.now(), 0]; goesOn(); turn += 1) {
    intendedAtMs += (-Math.log(1 - chance()) * 1_000) / ratePerS;
    await pause(Math.max(0, intendedAtMs - performance.now()));
    const person = people[turn % people.length];
    if (person === undefined) continue;
    const { intentId, record } = await answerFor(person, phi);
    answers.set(intentId, intendedAtMs);
    saying.push(bus.publish([heardFrom(person), record]));
  }
  await Promise.all(saying);
}

async function publishAll({ bus }: Sender, said: readonly Said[]): Promise<void> {
  for (let from = 0; from < said.length; from += atOnce)
    await bus.publish(said.slice(from, from + atOnce).map(({ record }) => record));
}

/** Waits until WhatsApp has them, or has had no more of them for long. */
async function allTaken(
  { watched, reminders, answers }: Scene,
  of: ReadonlyMap<string, number> = new Map([...reminders, ...answers]),
): Promise<void> {
  const left = new Set(of.keys());
  let seen = 0;
  for (let calmMs = 0; left.size > 0 && calmMs < patienceMs; calmMs += 20) {
    const before = left.size;
    for (; seen < watched.taken.length; seen += 1) left.delete(watched.taken[seen]?.callbackData ?? "");
    if (left.size < before) calmMs = 0;
    await pause(20);
  }
}
