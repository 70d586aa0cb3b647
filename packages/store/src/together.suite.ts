import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "@careline/faults";
import { ClientSession, MongoNetworkError } from "mongodb";
import { expect, test, vi } from "vitest";
import { outboxOf } from "./outbox.ts";
import type { SharedUnit, SharedWork, Store } from "./port.ts";
import { Missed } from "./shared-writes.ts";
import { hand, ids, oneToN, openTestStore, recordingBus, watchCommands } from "./suite-tools.ts";
import { inboxOf } from "./units.ts";

interface Counter {
  _id: string;
  count: number;
}

/** What works that share a transaction are promised, on whatever server lies at `uri`. */
export function togetherSuite(uri: string): void {
  const counters = (store: Store) => store.collection<Counter>("counters");

  /** Reads its counter and writes one more, if nobody else did meanwhile. */
  const raise = (key: string, more: Partial<SharedWork<number>> = {}): SharedWork<number> => ({
    key,
    run: async (unit) => {
      const [before] = await unit.find<Counter>("counters", "_id", [key]);
      return write(unit, key, before?.count ?? 0);
    },
    ...more,
  });
  function write(unit: SharedUnit, key: string, before: number): number {
    const count = before + 1;
    if (before === 0) unit.write<Counter>("counters", { insertOne: { document: { _id: key, count } } });
    else {
      const change = { filter: { _id: key, count: before }, update: { $set: { count } } };
      unit.write<Counter>("counters", { updateOne: change }, "one");
    }
    hand(unit, key, String(count));
    return count;
  }

  test("works that come at once are one transaction: one find, one write a collection, one commit", async () => {
    const store = await openTestStore(`${uri}&monitorCommands=true`);
    const seen = watchCommands(store);
    const done = await Promise.all(
      oneToN(50).map((count) => store.together(raise(`k${count}`, { mark: `m${count}` }))),
    );
    expect(done).toEqual(oneToN(50).map(() => 1));
    expect(seen).toEqual([
      "insert inbox",
      "find counters",
      "insert counters",
      "update outbox_heads",
      "find outbox_heads",
      "insert outbox",
      "commitTransaction",
    ]);
    expect(await counters(store).countDocuments()).toBe(50);
    expect(await inboxOf(store.db).countDocuments()).toBe(50);
    expect(await outboxOf(store.db).countDocuments()).toBe(50);
  });

  test("a work that may wait goes along with one that may not, and goes by itself when none comes", async () => {
    const store = await openTestStore(`${uri}&monitorCommands=true`);
    const order: string[] = [];
    const note = (name: string) => () => void order.push(name);
    const first = store.together(raise("a", { mayWait: true })).then(note("patient"));
    await pause(50);
    expect(order).toEqual([]);
    const seen = watchCommands(store);
    await Promise.all([first, store.together(raise("b")).then(note("hasty"))]);
    expect(seen.filter((command) => command === "commitTransaction")).toHaveLength(1);
    expect(await store.together(raise("a", { mayWait: true }))).toBe(2);
  });

  test("nobody waits behind what is in bulk, however many of it are on their way", async () => {
    const store = await openTestStore(uri);
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const stuck = (key: string): SharedWork<string> => ({
      key,
      isBulk: true,
      run: () => released.then(() => key),
    });
    const bulk = [];
    for (const key of ["a", "b", "c"]) {
      bulk.push(store.together(stuck(key)));
      await pause(50);
    }
    expect(await store.together(raise("d"))).toBe(1);
    release();
    expect(await Promise.all(bulk)).toEqual(["a", "b", "c"]);
  });

  test("a thousand works on ten keys each see the one before them, in the order in which they came", async () => {
    const store = await openTestStore(uri);
    const keys = oneToN(1_000).map((count) => `k${count % 10}`);
    const done = await Promise.all(keys.map((key) => store.together(raise(key))));
    expect(done).toEqual(oneToN(1_000).map((count) => Math.ceil(count / 10)));
    for await (const { count } of counters(store).find()) expect(count).toBe(100);
  });

  test("one that throws gets its own fault, is run once, and the others are saved", async () => {
    const store = await openTestStore(uri);
    let runs = 0;
    const bad: SharedWork<void> = {
      key: "bad",
      mark: "bad",
      run: async (unit) => {
        runs++;
        await unit.find("counters", "_id", ["bad"]);
        write(unit, "bad", 0);
        throw new Fault("denied", "not you");
      },
    };
    const good = oneToN(20).map((count) => store.together(raise(`k${count}`)));
    await expect(store.together(bad)).rejects.toMatchObject({ kind: "denied", message: "not you" });
    expect(await Promise.all(good)).toEqual(oneToN(20).map(() => 1));
    expect(runs).toBe(1);
    expect(await counters(store).countDocuments()).toBe(20);
    expect(await inboxOf(store.db).countDocuments()).toBe(0);
    expect(await outboxOf(store.db).countDocuments({ key: "bad" })).toBe(0);
  });

  test("one that misses and one that meets a duplicate hear so, and nobody else does", async () => {
    const store = await openTestStore(uri);
    await counters(store).insertOne({ _id: "taken", count: 1 });
    const misses = raise("missing", { mark: "m", run: async (unit) => write(unit, "missing", 7) });
    const collides = raise("taken", { run: async (unit) => write(unit, "taken", 0) });
    const works = [...oneToN(9).map((count) => raise(`a${count}`)), misses, collides, raise("z")];
    const settled = await Promise.allSettled(works.map((work) => store.together(work)));
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
    expect(settled[9]).toMatchObject({ reason: expect.any(Missed) });
    expect(settled[10]).toMatchObject({ reason: { code: 11_000 } });
    expect(await counters(store).countDocuments()).toBe(11);
    expect(await inboxOf(store.db).countDocuments()).toBe(0);
    expect((await outboxOf(store.db).find().toArray()).map(({ key }) => key)).not.toContain("missing");
  });

  test("a mark that was left before is again, for one of many and for two at once", async () => {
    const store = await openTestStore(uri);
    await store.once("old", async () => {});
    let runs = 0;
    const heard = (key: string, mark: string) =>
      store.together({ key, mark, run: async (unit) => void write(unit, `${key}${mark}`, 0) });
    const old = store.together({ key: "x", mark: "old", run: async () => ++runs });
    const done = await Promise.all([heard("a", "new"), old, heard("b", "twice"), heard("c", "twice")]);
    expect(done.slice(0, 2)).toEqual([undefined, "again"]);
    expect(new Set(done.slice(2))).toEqual(new Set(["again", undefined]));
    expect(runs).toBe(0);
    expect(await counters(store).countDocuments()).toBe(2);
    expect(await store.once("new", async () => "once")).toBe("again");
  });

  test("a commit of which no answer came is found to be done, and is not done twice", async () => {
    const store = await openTestStore(uri);
    const commit = ClientSession.prototype.commitTransaction;
    vi.spyOn(ClientSession.prototype, "commitTransaction").mockImplementationOnce(async function (
      this: ClientSession,
    ) {
      await commit.call(this);
      const lost = new MongoNetworkError("the line was cut");
      lost.addErrorLabel("TransientTransactionError");
      throw lost;
    });
    const works = oneToN(10).map((count) => raise(`k${count}`, count < 9 ? { mark: `m${count}` } : {}));
    const done = await Promise.all(works.map((work) => store.together(work)));
    expect(done).toEqual(oneToN(10).map(() => 1));
    expect(await outboxOf(store.db).countDocuments()).toBe(10);
    for await (const { count } of counters(store).find()) expect(count).toBe(1);
  });

  test("a work's own writes to one document keep their order", async () => {
    const store = await openTestStore(uri);
    const churn = (key: string): SharedWork<void> => ({
      key,
      run: async (unit) => {
        unit.write<Counter>("counters", {
          updateOne: { filter: { _id: key }, update: { $inc: { count: 1 } } },
        });
        unit.write<Counter>("counters", { deleteOne: { filter: { _id: key, count: 2 } } }, "one");
        unit.write<Counter>("counters", { insertOne: { document: { _id: key, count: 10 } } });
        unit.write<Counter>("counters", {
          updateOne: { filter: { _id: key }, update: { $inc: { count: 1 } } },
        });
      },
    });
    await counters(store).insertMany(["a", "b", "c"].map((_id) => ({ _id, count: 1 })));
    await Promise.all(["a", "b", "c"].map((key) => store.together(churn(key))));
    expect(await counters(store).find().toArray()).toEqual(
      ["a", "b", "c"].map((_id) => ({ _id, count: 11 })),
    );
  });

  test("someone outside who changes the same does not lose a change, nor make one be lost", async () => {
    const store = await openTestStore(uri);
    await counters(store).insertMany(oneToN(5).map((count) => ({ _id: `k${count}`, count: 1 })));
    const outside = (key: string) =>
      store.unit(async ({ session }) => {
        await counters(store).updateOne({ _id: key }, { $inc: { count: 1 } }, { session });
      });
    const keys = oneToN(100).map((count) => `k${(count % 5) + 1}`);
    await Promise.all(keys.flatMap((key): Promise<unknown>[] => [store.together(raise(key)), outside(key)]));
    for await (const { count } of counters(store).find()) expect(count).toBe(41);
  });

  test("what works say together goes out in order per key", async () => {
    const store = await openTestStore(uri);
    const bus = recordingBus();
    const relay = store.relay(bus);
    const say = (count: number) =>
      store.together({
        key: `k${count % 3}`,
        run: async (unit) => hand(unit, `k${count % 3}`, "asked", `e${count}`),
      });
    await Promise.all(oneToN(90).map(say));
    await expect.poll(() => relay.waiting(), { timeout: 10_000 }).toBe(0);
    for (const rest of [0, 1, 2])
      expect(ids(bus.taken.filter(({ key }) => key === `k${rest}`))).toEqual(
        oneToN(90)
          .filter((count) => count % 3 === rest)
          .map((count) => `e${count}`),
      );
  });
}
