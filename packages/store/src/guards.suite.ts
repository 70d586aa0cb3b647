import { setTimeout as pause } from "node:timers/promises";
import type { Db } from "mongodb";
import { expect, test } from "vitest";
import { takeLease } from "./lease.ts";
import { oneToN, openTestStore } from "./suite-tools.ts";

/** Leases, holds, migrations and indexes, on whatever server lies at `uri`. */
export function guardsSuite(uri: string): void {
  test("a lease has one holder, and each taking a greater fence", async () => {
    const { db } = await openTestStore(uri);
    const ana = await takeLease(db, "work", "ana", 300);
    expect(ana).toMatchObject({ fence: 1 });
    expect(await takeLease(db, "work", "ben", 300)).toBeUndefined();
    expect(await ana?.renew()).toBe(true);
    await pause(400);
    const ben = await takeLease(db, "work", "ben", 5_000);
    expect(ben).toMatchObject({ fence: 2 });
    expect(await ana?.renew()).toBe(false);
    await ana?.release();
    expect(await takeLease(db, "work", "ana", 300)).toBeUndefined();
    await ben?.release();
    expect(await takeLease(db, "work", "ana", 300)).toMatchObject({ fence: 3 });
  });

  test("of twenty who reach for a new lease at once one gets it", async () => {
    const { db } = await openTestStore(uri);
    const taken = await Promise.all(oneToN(20).map((count) => takeLease(db, "work", `o${count}`, 5_000)));
    expect(taken.filter((lease) => lease !== undefined)).toHaveLength(1);
  });

  test("a held key is held until released, for its group only", async () => {
    const { holds } = await openTestStore(uri);
    await holds.hold("g", "t", "k", "unreadable");
    await holds.hold("g", "t", "k", "another");
    expect(await holds.isHeld("g", "t", "k")).toBe(true);
    expect(await holds.isHeld("other", "t", "k")).toBe(false);
    await holds.release("g", "t", "k");
    expect(await holds.isHeld("g", "t", "k")).toBe(false);
  });

  test("all held keys of a group and topic are told at once", async () => {
    const { holds } = await openTestStore(uri);
    for (const key of ["a", "b", "c"]) await holds.hold("g", "t", key, "unreadable");
    await holds.hold("other", "t", "d", "unreadable");
    await holds.hold("g", "other", "e", "unreadable");
    await holds.release("g", "t", "b");
    expect(await holds.heldOf?.("g", "t")).toEqual(new Set(["a", "c"]));
  });

  test("migrations run once and in order, though two open at the same time", async () => {
    const first = await openTestStore(uri);
    const database = first.db.databaseName;
    const note = (name: string) => ({
      name,
      run: async (db: Db) => {
        await pause(50);
        await db.collection("notes").insertOne({ name });
      },
    });
    const migrations = [note("one"), note("two")];
    await Promise.all([
      openTestStore(uri, { database, migrations }),
      openTestStore(uri, { database, migrations }),
    ]);
    await openTestStore(uri, { database, migrations: [...migrations, note("three")] });
    const notes = await first.db.collection<{ name: string }>("notes").find().sort({ _id: 1 }).toArray();
    expect(notes.map(({ name }) => name)).toEqual(["one", "two", "three"]);
  });

  test("a failed migration stops the start, and runs again at the next", async () => {
    const first = await openTestStore(uri);
    const database = first.db.databaseName;
    const failing = [{ name: "one", run: () => Promise.reject(new Error("not yet")) }];
    await expect(openTestStore(uri, { database, migrations: failing })).rejects.toThrow("not yet");
    let runs = 0;
    const working = [{ name: "one", run: async () => void runs++ }];
    await openTestStore(uri, { database, migrations: working });
    expect(runs).toBe(1);
  });

  test("wished indexes stand, and a healthy store says so", async () => {
    const store = await openTestStore(uri, {
      indexes: [{ collection: "visits", key: { tenantId: 1, at: 1 }, options: { unique: true } }],
    });
    const visits = store.collection("visits");
    await visits.insertOne({ tenantId: "north", at: 1 });
    await expect(visits.insertOne({ tenantId: "north", at: 1 })).rejects.toMatchObject({ code: 11_000 });
    expect(await store.isHealthy()).toBe(true);
  });
}
