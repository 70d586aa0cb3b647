import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { webhookOf } from "@careline/local/storm/contact";
import { percentile } from "../check/percentile.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Person } from "./contacts.ts";
import { photoOf } from "./photo.ts";
import type { Poster } from "./post.ts";
import { openingSteps, type Step, stepAt } from "./script.ts";
import type { Variants } from "./variants.ts";

export interface LoadOptions {
  readonly people: readonly Person[];
  readonly rate: number;
  /** Decides who writes when: the same seed gives the same load, however the house answers. */
  readonly chance: () => number;
  readonly ledger: Ledger;
  readonly poster: Poster;
  readonly variants: Variants;
}

export interface LoadReport {
  readonly asked: number;
  readonly accepted: number;
  readonly posts: number;
  /** How late the generator itself began what was due, in milliseconds. */
  readonly lateness: { readonly p50: number; readonly p99: number; readonly max: number };
}

export interface Load {
  readonly asked: number;
  readonly accepted: number;
  /** Who was taken out. */
  readonly retired: ReadonlySet<string>;
  /** Takes somebody out who has had a 200 for every message; the answer tells how many messages there were. */
  retire(
    mayGo: (person: Person) => boolean,
  ): { readonly person: Person; readonly messages: number } | undefined;
  /** Somebody who writes, by chance. */
  someone(chance: () => number): Person | undefined;
  /** Somebody new writes what leads to consent, at once, and is one of all from then on. Nobody comes during a rest. */
  welcome(person: Person): void;
  /** No new messages for a while; resolves when all that were begun have their 200, or time is up. */
  rest(withinMs: number): Promise<void>;
  goOn(): void;
  /** No new messages any more; resolves when all that were begun have their 200, or time is up. */
  finish(withinMs: number): Promise<LoadReport>;
}

interface Letter {
  readonly id: string;
  readonly body: Promise<string>;
  readonly at: number;
  readonly mayBeOvertaken: boolean;
}

interface Line {
  readonly person: Person;
  readonly waiting: Letter[];
  steps: number;
  isBusy: boolean;
}

const tickMs = 4;
const overtakenMs = 3_000;

/** An open loop: messages come when they come, whether the house answers or not. Each person's go out one by one. */
export function startLoad({ people, rate, chance, ledger, poster, variants }: LoadOptions): Load {
  const lineOf = (person: Person): Line => ({ person, waiting: [], steps: 0, isBusy: false });
  const lines = people.map(lineOf);
  const lateness: number[] = [];
  const counts = { asked: 0, accepted: 0, posts: 0 };
  const retired = new Set<string>();
  let nextAt = Date.now();
  let isResting = false;

  const arrive = (at: number): void => {
    const line = lines[Math.floor(chance() * lines.length)];
    if (line !== undefined) write(line, at);
  };
  const write = (line: Line, at: number): void => {
    const { message, answer } = stepAt(line.steps);
    const mayBeOvertaken = line.steps >= openingSteps;
    line.steps += 1;
    const id = randomUUID();
    counts.asked += 1;
    ledger.add({ type: "asked", id, patient: line.person.patient, kind: answer, at });
    line.waiting.push({
      id,
      body: bodyOf(line.person, message),
      at,
      mayBeOvertaken,
    });
    if (!line.isBusy) void drain(line);
  };
  const drain = async (line: Line): Promise<void> => {
    line.isBusy = true;
    for (let letter = line.waiting.shift(); letter !== undefined; letter = line.waiting.shift()) {
      const next = letter.mayBeOvertaken && variants.overtakes() ? await later(line) : undefined;
      if (next !== undefined) await deliver(next);
      await deliver(letter);
    }
    line.isBusy = false;
  };
  /** What the same person writes next, if anything soon: it is delivered first. */
  const later = async (line: Line): Promise<Letter | undefined> => {
    await pause(overtakenMs);
    return line.waiting.shift();
  };
  const deliver = async ({ id, ...letter }: Letter): Promise<void> => {
    const body = await letter.body;
    for (;;) {
      counts.posts += 1;
      if (await poster.post(variants.dress(body))) break;
      await pause(300 + 900 * Math.random());
    }
    counts.accepted += 1;
    ledger.add({ type: "accepted", id, at: Date.now() });
    for (const again of variants.after(body)) {
      counts.posts += 1;
      void poster.post(again);
    }
  };
  const rest = async (withinMs: number): Promise<void> => {
    isResting = true;
    const giveUpAt = Date.now() + withinMs;
    while (counts.accepted < counts.asked && Date.now() < giveUpAt) await pause(50);
  };
  const timer = setInterval(() => {
    if (isResting) return;
    const now = Date.now();
    for (; nextAt <= now; nextAt += (-Math.log(1 - chance()) * 1_000) / rate) {
      lateness.push(now - nextAt);
      arrive(nextAt);
    }
  }, tickMs);

  return {
    retired,
    get asked() {
      return counts.asked;
    },
    get accepted() {
      return counts.accepted;
    },
    someone: (chance) => lines[Math.floor(chance() * lines.length)]?.person,
    welcome(person) {
      if (isResting) return;
      const line = lineOf(person);
      lines.push(line);
      for (let step = 0; step < openingSteps; step += 1) write(line, Date.now());
    },
    rest,
    goOn() {
      nextAt = Date.now();
      isResting = false;
    },
    retire(mayGo) {
      const index = lines.findIndex(
        ({ person, steps, isBusy }) => steps >= openingSteps && !isBusy && mayGo(person),
      );
      const [line] = index < 0 ? [] : lines.splice(index, 1);
      if (line !== undefined) retired.add(line.person.patient);
      return line === undefined ? undefined : { person: line.person, messages: line.steps };
    },
    async finish(withinMs) {
      await rest(withinMs);
      clearInterval(timer);
      const of = (percent: number) => Math.round(percentile(lateness, percent) ?? 0);
      return { ...counts, lateness: { p50: of(50), p99: of(99), max: of(100) } };
    },
  };
}

async function bodyOf(person: Person, message: Step["message"]): Promise<string> {
  const whole = message === "photo" ? await photoOf(person) : message;
  return webhookOf(person.clinic, person, whole).body;
}
