import { fc, test as property } from "@fast-check/vitest";
import { auditRecorded } from "@careline/contracts";
import { expect, test } from "vitest";
import { entryBytes } from "../src/domain/entry.ts";
import { entryReader } from "./entry-reader.ts";
import { Producers } from "./producers.ts";

const at = new Date("2026-11-26T12:00:00Z");
const facts = { actor: "staff:s1", action: "patient.read", purpose: "care", at };

/** What is hashed for an entry as the log writes it. */
function written(service: string, instance: string, seq: number, basis = ""): Buffer {
  const recorded = auditRecorded({ ...facts, service, instance, basis });
  return Buffer.concat([Uint8Array.of(0), entryBytes("north", `e${seq}`, recorded, { epoch: 7, seq }, at)]);
}

/** The same entry with its members in another order, as nobody writes it. */
function unusual(leaf: Buffer): Buffer {
  const members = Object.entries(JSON.parse(leaf.toString("utf8", 1)) as Record<string, unknown>);
  return Buffer.from(`\0${JSON.stringify(Object.fromEntries(members.toReversed()))}`);
}

function judged(leaves: readonly Buffer[]): string {
  const producers = new Producers();
  try {
    const read = entryReader(producers);
    for (const [index, leaf] of leaves.entries()) read(leaf, index);
    producers.check();
    producers.checkFresh(1, at.getTime() + 60_000);
    return `${producers.count} producers`;
  } catch (error) {
    return (error as Error).message;
  }
}

const name = fc.oneof(
  fc.constantFrom(
    "s",
    'a"b',
    "a\\",
    '"},"',
    ',"producer":{"epoch":1,"instance":"x","seq":9,"service":"y"},"',
    "é",
  ),
  fc.string({ unit: "binary" }),
);

property.prop([name, name, name, fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1 })])(
  "producers and their numbers are read as JSON has them, whatever strings stand beside them",
  (service, instance, basis, numbers) => {
    const leaves = numbers.map((seq) => written(service, instance, seq, basis));
    expect(judged(leaves)).toBe(judged(leaves.map(unusual)));
  },
);

test("numbers may come in any order, but each once and none left out", () => {
  const say = (...numbers: number[]) => judged(numbers.map((seq) => written("s", "i", seq)));
  expect([say(1, 2, 3), say(3, 1, 2), say(0, 1, 0)]).toEqual(Array(3).fill("1 producers"));
  expect([say(2), say(1, 3), say(3, 1)]).toEqual([
    "producer s/i/7: number 1 is missing",
    "producer s/i/7: number 2 is missing",
    "producer s/i/7: number 2 is missing",
  ]);
  expect([say(1, 2, 2), say(1, 2, 1, 3), say(2, 1, 2)]).toEqual([
    "producer s/i/7: number 2 was given twice",
    "producer s/i/7: number 1 was given twice",
    "producer s/i/7: number 2 was given twice",
  ]);
});

test("what is no entry is refused by its place", () => {
  for (const text of ["", "{}", "null", '{"action":"', '{"ts":"x","producer":{"seq":"1"}}'])
    expect(judged([Buffer.from(`\0${text}`)])).toBe("entry 0 is no audit entry");
});
