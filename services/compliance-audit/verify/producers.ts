import { Refused } from "./refused.ts";

interface Entry {
  readonly ts: string;
  readonly producer: { service: string; instance: string; epoch: number; seq: number };
}

/** What each producer counted: an event that never came leaves a hole in its numbers, however well the log is signed. */
export class Producers {
  readonly #numbers = new Map<string, number[]>();
  #newest = 0;

  get count(): number {
    return this.#numbers.size;
  }

  add(bytes: Buffer, index: number): void {
    const { ts, producer } = parse(bytes, index);
    this.#newest = Math.max(this.#newest, Date.parse(ts) || 0);
    // Not counted by anybody.
    if (producer.seq === 0) return;
    const name = `${producer.service}/${producer.instance}/${producer.epoch}`;
    const numbers = this.#numbers.get(name) ?? [];
    this.#numbers.set(name, numbers);
    numbers.push(producer.seq);
  }

  /** Each counts from one, without a hole and without a number given twice. */
  check(): void {
    for (const [name, numbers] of this.#numbers) {
      const sorted = numbers.toSorted((a, b) => a - b);
      const wrong = sorted.findIndex((number, place) => number !== place + 1);
      if (wrong === -1) continue;
      const isTwice = sorted[wrong] === sorted[wrong - 1];
      const what = isTwice ? `number ${wrong} was given twice` : `number ${wrong + 1} is missing`;
      throw new Refused("producerGap", `producer ${name}: ${what}`);
    }
  }

  checkFresh(minutes: number, now: number): void {
    if (now - this.#newest > minutes * 60_000)
      throw new Refused("stale", `its newest entry is of ${new Date(this.#newest).toISOString()}`);
  }
}

function parse(bytes: Buffer, index: number): Entry {
  try {
    const entry = JSON.parse(bytes.toString("utf8")) as Partial<Entry> | null;
    if (typeof entry?.ts === "string" && Number.isSafeInteger(entry.producer?.seq)) return entry as Entry;
  } catch {
    // Told below.
  }
  throw new Refused("rootMismatch", `entry ${index} is no audit entry`);
}
