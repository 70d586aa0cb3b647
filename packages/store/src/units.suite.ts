import { Fault } from "@careline/faults";
import { expect, test } from "vitest";
import { inboxOf } from "./units.ts";
import { outboxOf } from "./outbox.ts";
import { hand, oneToN, openTestStore } from "./suite-tools.ts";

interface Counter {
  _id: string;
  count: number;
}

/** What a unit of work promises, on whatever server lies at `uri`. */
export function unitsSuite(uri: string): void {
  const open = () => openTestStore(uri, { indexes: [{ collection: "counters", key: { count: 1 } }] });

  test("state, mark and outbox row are saved together", async () => {
    const store = await open();
    const done = await store.once("e1", async (unit) => {
      await store
        .collection<Counter>("counters")
        .insertOne({ _id: "a", count: 1 }, { session: unit.session });
      hand(unit, "k", "asked", "said-1");
      return "done";
    });
    expect(done).toBe("done");
    expect(await store.collection("counters").countDocuments()).toBe(1);
    expect(await inboxOf(store.db).countDocuments()).toBe(1);
    expect(await outboxOf(store.db).findOne()).toMatchObject({
      _id: "said-1",
      aggregate: "conversation.handed-over.v1/k",
      seq: 1,
      state: "waiting",
      headers: { ce_id: "said-1", ce_sequence: "1", ce_tenantid: "north" },
    });
  });

  test("when the work fails nothing is saved, and its own fault comes out without a second try", async () => {
    const store = await open();
    let runs = 0;
    const failing = store.once("e1", async (unit) => {
      runs++;
      await store
        .collection<Counter>("counters")
        .insertOne({ _id: "a", count: 1 }, { session: unit.session });
      hand(unit, "k");
      throw new Fault("conflict", "no");
    });
    await expect(failing).rejects.toMatchObject({ kind: "conflict", message: "no" });
    expect(runs).toBe(1);
    expect(await store.collection("counters").countDocuments()).toBe(0);
    expect(await inboxOf(store.db).countDocuments()).toBe(0);
    expect(await outboxOf(store.db).countDocuments()).toBe(0);
    expect(await store.once("e1", async () => "now")).toBe("now");
  });

  test("a mark seen before runs nothing", async () => {
    const store = await open();
    await store.once("e1", async () => {});
    let runs = 0;
    expect(await store.once("e1", async () => ++runs)).toBe("again");
    expect(runs).toBe(0);
  });

  test("twenty who hear the same at once have one effect", async () => {
    const store = await open();
    const counters = store.collection<Counter>("counters");
    const hear = () =>
      store.once("e1", async ({ session }) => {
        await counters.updateOne({ _id: "a" }, { $inc: { count: 1 } }, { session, upsert: true });
        return "done";
      });
    const heard = await Promise.all(oneToN(20).map(hear));
    expect(heard.filter((outcome) => outcome === "done")).toHaveLength(1);
    expect(await counters.findOne({ _id: "a" })).toMatchObject({ count: 1 });
  });

  test("fifty units on one document all count, and what they say is numbered without a gap", async () => {
    const store = await open();
    const counters = store.collection<Counter>("counters");
    await counters.insertOne({ _id: "a", count: 0 });
    const raise = () =>
      store.unit(async (unit) => {
        const before = await counters.findOne({ _id: "a" }, { session: unit.session });
        const count = (before?.count ?? 0) + 1;
        await counters.updateOne({ _id: "a" }, { $set: { count } }, { session: unit.session });
        hand(unit, "k", String(count));
      });
    await Promise.all(oneToN(50).map(raise));
    expect(await counters.findOne({ _id: "a" })).toMatchObject({ count: 50 });
    const rows = await outboxOf(store.db).find().sort({ seq: 1 }).toArray();
    expect(rows.map(({ seq }) => seq)).toEqual(oneToN(50));
  });

  test("one unit that speaks for many keys numbers each of them", async () => {
    const store = await open();
    const speak = () =>
      store.unit(async (unit) => {
        for (const key of ["b", "a", "b", "c", "b"]) hand(unit, key);
      });
    await Promise.all([speak(), speak(), speak()]);
    const rows = await outboxOf(store.db).find({ key: "b" }).sort({ seq: 1 }).toArray();
    expect(rows.map(({ seq }) => seq)).toEqual(oneToN(9));
  });

  test("a duplicate key that the work catches is told, instead of tried for ever", async () => {
    const store = await open();
    const counters = store.collection<Counter>("counters");
    await counters.insertOne({ _id: "a", count: 0 });
    const swallowing = store.unit(async ({ session }) => {
      await counters.insertOne({ _id: "a", count: 1 }, { session }).catch(() => {});
      await counters.insertOne({ _id: "b", count: 1 }, { session });
    });
    await expect(swallowing).rejects.toThrow("a failure inside the transaction was swallowed");
  });
}
