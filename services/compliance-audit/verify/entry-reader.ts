import { counted, type Producers } from "./producers.ts";
import { Refused } from "./refused.ts";

interface Entry {
  readonly ts: string;
  readonly producer: { service: string; instance: string; epoch: number; seq: number };
}

/** A producer as its entries name it, before and after the number. */
interface Known {
  readonly before: string;
  readonly after: string;
  readonly stretches: number[];
}

const mark = ',"producer":{"epoch":';
const written =
  /(,"producer":\{"epoch":(\d{1,15}),"instance":"([ !#-[\]-~]*)","seq":)\d{1,15}(,"service":"([ !#-[\]-~]*)"\},")/y;
const [zero, nine] = [48, 57];
const digitsMax = 15;

/**
 * Reads who counted an entry, and how far. Of the canonical JSON that a log's own writer writes it looks only at the few
 * places that count: reading all of it takes longer than hashing it. Strings cannot hold what it looks for, there a
 * quotation mark has a backslash before it.
 */
export function entryReader(producers: Producers): (leaf: Buffer, index: number) => void {
  const known: Known[] = [];

  /** True when the entry is written as expected. */
  function quick(text: string): boolean {
    const end = text.length - '","v":1}'.length;
    const start = end - "2026-01-26T12:00:00.000Z".length;
    const isOurs = text.startsWith('{"action":"') && text.endsWith('Z","v":1}');
    if (!isOurs || !text.startsWith(',"ts":"', start - 7)) return false;
    const at = text.indexOf(mark);
    if (at === -1) return false;
    const producer = known.find(({ before }) => text.startsWith(before, at)) ?? learn(text, at);
    if (producer === undefined) return false;
    const digits = at + producer.before.length;
    let [number, place] = [0, digits];
    for (; place - digits < digitsMax; place += 1) {
      const code = text.charCodeAt(place);
      if (!(code >= zero && code <= nine)) break;
      number = number * 10 + code - zero;
    }
    if (place === digits || !text.startsWith(producer.after, place)) return false;
    if (number > 0) counted(producer.stretches, number);
    producers.at(text.slice(start, end));
    return true;
  }

  function learn(text: string, at: number): Known | undefined {
    written.lastIndex = at;
    const [, before, epoch, instance, after, service] = written.exec(text) ?? [];
    if (before === undefined || after === undefined) return undefined;
    const producer = { before, after, stretches: producers.of(`${service}/${instance}/${epoch}`) };
    known.push(producer);
    return producer;
  }

  return (leaf, index) => {
    if (quick(leaf.toString("latin1", 1))) return;
    const { ts, producer } = parse(leaf, index);
    producers.at(ts);
    const { service, instance, epoch, seq } = producer;
    // Not counted by anybody.
    if (seq !== 0) counted(producers.of(`${service}/${instance}/${epoch}`), seq);
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
