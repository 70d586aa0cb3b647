import { Refused } from "./refused.ts";

/** For each producer the stretches in which its numbers came, first and last of each in turn. */
export type Stretches = ReadonlyMap<string, readonly number[]>;

/** What each producer counted: an event that never came leaves a hole in its numbers, however well the log is signed. */
export class Producers {
  readonly #stretches = new Map<string, number[]>();
  #newest = "";

  get count(): number {
    return this.#stretches.size;
  }

  get found(): { stretches: Stretches; newest: string } {
    return { stretches: this.#stretches, newest: this.#newest };
  }

  /** Takes what others found in what comes next. */
  add({ stretches, newest }: Producers["found"]): void {
    for (const [name, numbers] of stretches) {
      const known = this.of(name);
      for (const number of numbers) known.push(number);
    }
    this.at(newest);
  }

  /** The stretches of a producer, to which what comes next is added. */
  of(name: string): number[] {
    const known = this.#stretches.get(name);
    if (known !== undefined) return known;
    const made: number[] = [];
    this.#stretches.set(name, made);
    return made;
  }

  at(time: string): void {
    if (time > this.#newest) this.#newest = time;
  }

  /** Each counts from one, without a hole and without a number given twice. */
  check(): void {
    for (const [name, numbers] of this.#stretches) {
      let next = 1;
      for (const [first, last] of sorted(numbers)) {
        const what = first < next ? `number ${first} was given twice` : `number ${next} is missing`;
        if (first !== next) throw new Refused("producerGap", `producer ${name}: ${what}`);
        next = last + 1;
      }
    }
  }

  checkFresh(minutes: number, now: number): void {
    const newest = new Date(Date.parse(this.#newest) || 0);
    if (now - newest.getTime() > minutes * 60_000)
      throw new Refused("stale", `its newest entry is of ${newest.toISOString()}`);
  }
}

/** Adds a number to stretches. */
export function counted(stretches: number[], number: number): void {
  const end = stretches.length - 1;
  if (stretches[end] === number - 1) stretches[end] = number;
  else stretches.push(number, number);
}

function sorted(numbers: readonly number[]): [first: number, last: number][] {
  const pairs: [number, number][] = [];
  for (let at = 0; at < numbers.length; at += 2) pairs.push([numbers[at] ?? 0, numbers[at + 1] ?? 0]);
  return pairs.sort(([a], [b]) => a - b);
}
