import { Refused } from "./refused.ts";

interface Entry {
  readonly ts: string;
  readonly producer: { service: string; instance: string; epoch: number; seq: number };
}

interface Numbers {
  /** All up to here were given, each once. */
  upTo: number;
  /** Those that came before one that is smaller. */
  readonly beyond: number[];
}

const producerIn =
  /,"producer":\{"epoch":(\d{1,15}),"instance":"([ !#-[\]-~]*)","seq":(\d{1,15}),"service":"([ !#-[\]-~]*)"\},"/;

/** What each producer counted: an event that never came leaves a hole in its numbers, however well the log is signed. */
export class Producers {
  readonly #numbers = new Map<string, Numbers>();
  #newest = "";

  get count(): number {
    return this.#numbers.size;
  }

  /** Takes a zero and an entry, as they are hashed. */
  add(leaf: Buffer, index: number): void {
    const { ts, producer } = asWritten(leaf) ?? parse(leaf, index);
    if (ts > this.#newest) this.#newest = ts;
    // Not counted by anybody.
    if (producer.seq === 0) return;
    const name = `${producer.service}/${producer.instance}/${producer.epoch}`;
    let numbers = this.#numbers.get(name);
    if (numbers === undefined) this.#numbers.set(name, (numbers = { upTo: 0, beyond: [] }));
    if (producer.seq === numbers.upTo + 1 && numbers.beyond.length === 0) numbers.upTo += 1;
    else numbers.beyond.push(producer.seq);
  }

  /** Each counts from one, without a hole and without a number given twice. */
  check(): void {
    for (const [name, { upTo, beyond }] of this.#numbers) {
      const sorted = beyond.toSorted((a, b) => a - b);
      const wrong = sorted.findIndex((number, place) => number !== upTo + place + 1);
      if (wrong === -1) continue;
      const expected = upTo + wrong + 1;
      const found = sorted[wrong] ?? 0;
      const what = found < expected ? `number ${found} was given twice` : `number ${expected} is missing`;
      throw new Refused("producerGap", `producer ${name}: ${what}`);
    }
  }

  checkFresh(minutes: number, now: number): void {
    const newest = new Date(Date.parse(this.#newest) || 0);
    if (now - newest.getTime() > minutes * 60_000)
      throw new Refused("stale", `its newest entry is of ${newest.toISOString()}`);
  }
}

/**
 * The few facts that count, out of the canonical JSON that a log's own writer writes: reading all of it would take longer
 * than hashing it. Strings cannot hold what is looked for, there a quotation mark has a backslash before it.
 */
function asWritten(leaf: Buffer): Entry | undefined {
  const text = leaf.toString("latin1", 1);
  const end = text.length - '","v":1}'.length;
  const start = end - "2026-01-26T12:00:00.000Z".length;
  if (
    !text.startsWith('{"action":"') ||
    !text.endsWith('Z","v":1}') ||
    !text.startsWith(',"ts":"', start - 7)
  )
    return undefined;
  const [, epoch, instance, seq, service] = producerIn.exec(text) ?? [];
  if (instance === undefined || service === undefined) return undefined;
  return {
    ts: text.slice(start, end),
    producer: { service, instance, epoch: Number(epoch), seq: Number(seq) },
  };
}

function parse(leaf: Buffer, index: number): Entry {
  try {
    const entry = JSON.parse(leaf.toString("utf8", 1)) as Partial<Entry> | null;
    if (typeof entry?.ts === "string" && Number.isSafeInteger(entry.producer?.seq)) return entry as Entry;
  } catch {
    // Told below.
  }
  throw new Refused("rootMismatch", `entry ${index} is no audit entry`);
}
