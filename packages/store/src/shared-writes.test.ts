import { expect, test } from "vitest";
import { bulksOf, type Write } from "./shared-writes.ts";

const insert = (_id: string, collection = "a"): Write => ({
  collection,
  operation: { insertOne: { document: { name: _id } } },
  expect: undefined,
});
const update = (name: string, expected?: "one", collection = "a"): Write => ({
  collection,
  operation: { updateOne: { filter: { name }, update: { $set: { x: 1 } } } },
  expect: expected,
});

test("many works make one bulk of each collection, when all writes are sure to meet one document", () => {
  const work = (count: number) => [insert(`i${count}`), update(`u${count}`, "one"), insert(`i${count}`, "b")];
  const bulks = bulksOf([work(1), work(2), work(3)]);
  expect(bulks.map(({ collection, operations }) => [collection, operations.length])).toEqual([
    ["a", 6],
    ["b", 3],
  ]);
});

test("writes that may meet nothing are not counted with those that must meet one", () => {
  const bulks = bulksOf([[update("free"), update("sure", "one")], [update("sure", "one")]]);
  const counted = bulks.filter(({ isCounted }) => isCounted);
  expect(counted.flatMap(({ operations }) => operations)).toHaveLength(2);
  expect(bulks.filter(({ isCounted }) => !isCounted)).toHaveLength(1);
});

test("what a work writes later is in no earlier bulk, and in a bulk behind its own inserts", () => {
  const own = [update("u1", "one"), insert("i1"), update("u2"), insert("i2")];
  const order = bulksOf([[insert("other")], own]).map(({ operations }) => operations);
  const place = (write: Write) => order.findIndex((operations) => operations.includes(write.operation));
  const places = own.map(place);
  expect(places.toSorted((a, b) => a - b)).toEqual(places);
  // Behind u1, which the driver would send after an insert of the same bulk.
  expect(new Set(places.slice(0, 2)).size).toBe(2);
});
