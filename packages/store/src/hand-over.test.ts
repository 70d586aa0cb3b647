import { Binary } from "mongodb";
import { expect, test } from "vitest";
import { handOver } from "./hand-over.ts";
import type { OutboxRow } from "./outbox.ts";

const row = (aggregate: string, seq: number): OutboxRow => ({
  _id: `${aggregate}${seq}`,
  aggregate,
  seq,
  topic: "t",
  key: aggregate,
  headers: {},
  payload: new Binary(),
  state: "waiting",
  createdAt: new Date(0),
});
const idsOf = (rows: readonly OutboxRow[]) => rows.map(({ _id }) => _id);

test("the first of its kind, and what follows what went, may go", () => {
  const fresh = handOver();
  fresh.offer([row("a", 2), row("b", 1), row("a", 1)]);
  const first = fresh.take([]);
  expect(idsOf(first).toSorted()).toEqual(["a1", "a2", "b1"]);
  expect(idsOf(first).indexOf("a1")).toBeLessThan(idsOf(first).indexOf("a2"));
  fresh.went(first);
  fresh.offer([row("a", 3)]);
  expect(idsOf(fresh.take([]))).toEqual(["a3"]);
  expect(fresh.isSearchDue()).toBe(false);
});

test("what is not known to be next is looked for, and never goes ahead", () => {
  const fresh = handOver();
  fresh.offer([row("a", 5), row("b", 1), row("b", 3), row("b", 4)]);
  expect(idsOf(fresh.take([]))).toEqual(["b1"]);
  expect(fresh.isSearchDue()).toBe(true);
  fresh.searching();
  fresh.went([row("a", 4), row("a", 5), row("b", 1)]);
  fresh.offer([row("a", 5), row("a", 6)]);
  expect(idsOf(fresh.take([]))).toEqual(["a6"]);
});

test("after a failure nothing is known: what was taken is looked for", () => {
  const fresh = handOver();
  fresh.went([row("b", 1)]);
  fresh.offer([row("a", 1)]);
  fresh.take([]);
  fresh.forget();
  expect(fresh.isSearchDue()).toBe(true);
  fresh.offer([row("a", 2), row("b", 2)]);
  expect(fresh.take([])).toEqual([]);
});

test("aggregates that are set aside do not go, and too much at once is looked for instead", () => {
  const fresh = handOver();
  fresh.offer([row("a", 1), row("b", 1)]);
  expect(idsOf(fresh.take(["a"]))).toEqual(["b1"]);
  fresh.offer(Array.from({ length: 2_001 }, (_, count) => row(`k${count}`, 1)));
  expect(fresh.take([])).toEqual([]);
  expect(fresh.isSearchDue()).toBe(true);
});
