import { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import type { SharedWork, Store } from "./port.ts";
import { oneToN, openTestStore, watchCommands } from "./suite-tools.ts";

interface Counter {
  _id: string;
  count: number;
}

/** How questions that come together are asked, on whatever server lies at `uri`. */
export function questionsSuite(uri: string): void {
  const counters = (store: Store) => store.collection<Counter>("counters");

  test("works that ask several times and works that never ask go together, each with its own answers", async () => {
    const store = await openTestStore(`${uri}&monitorCommands=true`);
    await counters(store).insertMany(oneToN(30).map((count) => ({ _id: `k${count}`, count })));
    const seen = watchCommands(store);
    const walk = (count: number): SharedWork<number[]> => ({
      key: `k${count}`,
      run: async (unit) => {
        const look = async (at: number) => {
          // Some come to their question later than others: after a few turns of their own, or after a while.
          for (let turn = 0; turn < 10 * (at - count); turn++) await Promise.resolve();
          const found = await unit.find<Counter>("counters", "_id", [`k${at}`, `none${at}`]);
          return found.map((counter) => counter.count);
        };
        if (count % 3 === 0) await pause(3);
        const [first, second] = await Promise.all([look(count), look(count + 1)]);
        return [...first, ...second, ...(await look(count + 2))];
      },
    });
    const silent: SharedWork<number[]> = { key: "s", run: async () => [] };
    const done = await Promise.all([...oneToN(20).map(walk), silent].map((work) => store.together(work)));
    expect(done.slice(0, 20)).toEqual(oneToN(20).map((count) => [count, count + 1, count + 2]));
    expect(done[20]).toEqual([]);
    expect(seen).toEqual(["find counters", "find counters", "commitTransaction"]);
  });

  test("documents are found by a field of a part, by an element of a list, and never another's", async () => {
    const store = await openTestStore(uri);
    const people = store.collection<{ _id: string; names: { refs: string[] }[] }>("people");
    await people.insertMany([
      { _id: "ana", names: [{ refs: ["r1", "r2"] }, { refs: ["r3"] }] },
      { _id: "ben", names: [{ refs: ["r4"] }] },
    ]);
    const who = (key: string, refs: string[]) =>
      store.together({
        key,
        run: async (unit) => (await unit.find("people", "names.refs", refs)).map(({ _id }) => _id),
      });
    const found = await Promise.all([
      who("a", ["r1", "r3"]),
      who("b", ["r4", "r2"]),
      who("c", []),
      who("d", ["r5"]),
    ]);
    expect(found.map((ids) => ids === "again" || ids.map(String).toSorted())).toEqual([
      ["ana"],
      ["ana", "ben"],
      [],
      [],
    ]);
  });

  test("each work runs, and goes on after a find, in the context of its own caller", async () => {
    const store = await openTestStore(uri);
    const callers = new AsyncLocalStorage<string>();
    const tell = (key: string) =>
      callers.run(key, () =>
        store.together({
          key,
          run: async (unit) => {
            const before = callers.getStore();
            await unit.find("counters", "_id", [key]);
            return [before, callers.getStore()];
          },
        }),
      );
    expect(await Promise.all(["a", "b", "c"].map(tell))).toEqual(["a", "b", "c"].map((key) => [key, key]));
  });

  test("questions that come together are one query, and each gets its own answer", async () => {
    const store = await openTestStore(`${uri}&monitorCommands=true`);
    await counters(store).insertMany(oneToN(150).map((count) => ({ _id: `k${count}`, count })));
    const seen = watchCommands(store);
    let onTheWay = 0;
    const most: number[] = [];
    store.db.client.on("commandStarted", () => most.push(++onTheWay));
    store.db.client.on("commandSucceeded", () => onTheWay--);
    const ask = async (count: number) =>
      (await store.find<Counter>("counters", "_id", `k${count}`))[0]?.count;
    const asked: Promise<number | undefined>[] = [];
    for (const count of oneToN(151)) {
      asked.push(ask(count));
      if (count % 10 === 0) await nextTurn();
    }
    expect(await Promise.all(asked)).toEqual([...oneToN(150), undefined]);
    expect(Math.max(...most)).toBe(1);
    expect(seen.length).toBeLessThanOrEqual(16);
    await counters(store).updateOne({ _id: "k1" }, { $set: { count: 500 } });
    expect(await ask(1)).toBe(500);
  });
}
