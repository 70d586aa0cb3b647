import { Owner } from "@careline/contracts/conversation/v1/events";
import { Fault } from "@careline/faults";
import { MongoClient } from "mongodb";
import { expect, onTestFinished, test, vi } from "vitest";
import { takeLease } from "./lease.ts";
import { Fenced } from "./numbering.ts";
import { headsOf, outboxOf, said, writeOutbox } from "./outbox.ts";
import { takeBatch } from "./outbox-batch.ts";
import type { Store } from "./port.ts";
import { audit, hand, ids, oneToN, openTestStore, recordingBus, sequences } from "./suite-tools.ts";
import { topics } from "@careline/contracts";

const nothing = { aggregates: [], ids: [] };
const patience = { timeout: 15_000, interval: 10 };

/** What the relay promises, on whatever server lies at `uri`. */
export function relaySuite(uri: string): void {
  const speak = (store: Store, key: string) => store.unit(async (unit) => hand(unit, key));

  test("sends in order per key, marks what was sent, and is woken by each commit", async () => {
    const store = await openTestStore(uri);
    const bus = recordingBus();
    const relay = store.relay(bus);
    const rounds: number[] = [];
    for (const count of oneToN(20)) {
      const startedAt = performance.now();
      await store.unit(async (unit) => {
        hand(unit, "a");
        hand(unit, "b");
      });
      await vi.waitFor(() => expect(bus.taken).toHaveLength(2 * count), { ...patience, interval: 2 });
      rounds.push(performance.now() - startedAt);
    }
    // Polling alone would take 250 ms each time; a machine may be slow at times, but not always.
    expect(Math.min(...rounds)).toBeLessThan(150);
    for (const key of ["a", "b"])
      expect(sequences(bus.taken.filter((record) => record.key === key))).toEqual(oneToN(20));
    await vi.waitFor(async () => expect(await relay.waiting()).toBe(0), patience);
    await vi.waitFor(async () => {
      const row = await outboxOf(store.db).findOne({ key: "a" });
      expect(row).toMatchObject({ state: "sent", sentAt: expect.any(Date) });
    }, patience);
  });

  test("a backlog larger than a batch keeps its order", async () => {
    const store = await openTestStore(uri);
    for (const _ of oneToN(6))
      await store.unit(async (unit) => {
        for (const key of oneToN(60)) hand(unit, String(key % 7));
        audit(unit, "r");
      });
    const bus = recordingBus();
    store.relay(bus);
    await vi.waitFor(() => expect(bus.taken).toHaveLength(366), patience);
    for (const group of Map.groupBy(bus.taken, (record) => record.topic + record.key).values())
      expect(sequences(group)).toEqual(oneToN(group.length));
  });

  test("a transaction that commits late is not skipped", async () => {
    const store = await openTestStore(uri);
    const bus = recordingBus();
    store.relay(bus);
    const client = await MongoClient.connect(uri);
    onTestFinished(() => client.close());
    await using session = client.startSession();
    session.startTransaction({ writeConcern: { w: "majority" } });
    const event = { tenantId: "north", time: new Date(), key: "late" };
    const value = {
      conversationId: "late",
      contactId: "late",
      owner: Owner.BOT,
      reason: "asked",
      urgent: false,
    };
    const late = said(topics.handedOver, { ...event, id: "late-1", value });
    await writeOutbox(client.db(store.db.databaseName), session, [late], new Date(0));
    const behind = store.unit(async (unit) => hand(unit, "late", "asked", "late-2"));
    behind.catch(() => {});
    await speak(store, "quick");
    await vi.waitFor(() => expect(bus.taken.map(({ key }) => key)).toEqual(["quick"]), patience);
    await session.commitTransaction();
    await behind;
    await vi.waitFor(() => expect(ids(bus.taken).slice(1)).toEqual(["late-1", "late-2"]), patience);
  });

  test("a process whose clock is behind does not get ahead of one that spoke before", async () => {
    const ahead = await openTestStore(uri, { now: () => new Date("2030-01-01") });
    const behind = await openTestStore(uri, {
      database: ahead.db.databaseName,
      now: () => new Date("2020-01-01"),
    });
    for (const store of [ahead, behind])
      await store.unit(async (unit) => {
        hand(unit, "a");
        audit(unit, "r");
      });
    const bus = recordingBus();
    ahead.relay(bus);
    await vi.waitFor(() => expect(bus.taken).toHaveLength(4), patience);
    for (const group of Map.groupBy(bus.taken, ({ topic }) => topic).values())
      expect(sequences(group)).toEqual([1, 2]);
  });

  test("a producer's numbers are dense for each tenant: whoever sees one log can miss none", async () => {
    const store = await openTestStore(uri);
    const bus = recordingBus();
    for (const tenantId of ["north", "south", "north", "south", "south"])
      await store.unit(async (unit) => audit(unit, "r", undefined, tenantId));
    store.relay(bus);
    await vi.waitFor(() => expect(bus.taken).toHaveLength(5), patience);
    const of = (tenantId: string) => bus.taken.filter(({ key }) => key === tenantId);
    expect(sequences(of("north"))).toEqual([1, 2]);
    expect(sequences(of("south"))).toEqual([1, 2, 3]);
  });

  test("while the bus is away rows stay, then all are sent in order", async () => {
    const store = await openTestStore(uri);
    const bus = recordingBus();
    let refusals = 0;
    bus.refuse = () => (++refusals <= 3 ? new Fault("unavailable", "no broker") : undefined);
    const onFault = vi.fn();
    store.relay(bus, { onFault });
    for (const _ of oneToN(5)) await speak(store, "a");
    await vi.waitFor(() => expect(sequences(bus.taken)).toEqual(oneToN(5)), patience);
    expect(onFault).toHaveBeenCalledTimes(3);
  });

  test("when the answer is lost the same events go again, with the same ids and numbers", async () => {
    const store = await openTestStore(uri);
    const bus = recordingBus();
    let losses = 0;
    bus.loseAck = () => (losses++ === 0 ? new Fault("unavailable", "the line was cut") : undefined);
    await store.unit(async (unit) => {
      hand(unit, "a", "asked", "h-1");
      audit(unit, "r-1", "a-1");
    });
    const relay = store.relay(bus);
    await vi.waitFor(() => expect(bus.taken).toHaveLength(4), patience);
    await vi.waitFor(async () => expect(await relay.waiting()).toBe(0), patience);
    const [first, second] = [bus.taken.slice(0, 2), bus.taken.slice(2)];
    expect(second).toEqual(first);
    expect(new Set(ids(first))).toEqual(new Set(["a-1", "h-1"]));
  });

  test("a relay that dies between taking numbers and sending leaves no gap and no second number", async () => {
    const store = await openTestStore(uri);
    const client = await MongoClient.connect(uri);
    onTestFinished(() => client.close());
    const first = ["a-1", "a-2", "a-3"];
    for (const id of first) await store.unit(async (unit) => audit(unit, "r", id));
    const died = await takeBatch(client, client.db(store.db.databaseName), 1, nothing);
    await store.unit(async (unit) => audit(unit, "r", "a-4"));
    const bus = recordingBus();
    store.relay(bus);
    await vi.waitFor(() => expect(bus.taken).toHaveLength(4), patience);
    expect(ids(bus.taken)).toEqual([...first, "a-4"]);
    expect(sequences(bus.taken)).toEqual(oneToN(4));
    expect(died.map(({ headers }) => headers)).toEqual(bus.taken.slice(0, 3).map(({ headers }) => headers));
    expect(new Set(bus.taken.map(({ headers }) => headers["ce_epoch"])).size).toBe(1);
  });

  test("a number is kept as long as its row is not known to be sent, and no longer", async () => {
    const store = await openTestStore(uri);
    const relay = store.relay(recordingBus());
    for (const round of oneToN(3)) {
      for (const at of oneToN(4)) await store.unit(async (unit) => audit(unit, "r", `a-${round}-${at}`));
      await vi.waitFor(async () => expect(await relay.waiting()).toBe(0), patience);
    }
    await relay.stop();
    const client = await MongoClient.connect(uri);
    onTestFinished(() => client.close());
    await store.unit(async (unit) => audit(unit, "r", "last"));
    await takeBatch(client, client.db(store.db.databaseName), 1_000, nothing);
    const head = await headsOf(store.db).findOne({ seq: 13 });
    expect(head?.unsent).toEqual([{ id: "last", seq: 13 }]);
  });

  test("a relay with an old fence numbers nothing", async () => {
    const store = await openTestStore(uri);
    const client = await MongoClient.connect(uri);
    onTestFinished(() => client.close());
    const db = client.db(store.db.databaseName);
    await store.unit(async (unit) => audit(unit, "r", "a-1"));
    await takeBatch(client, db, 7, nothing);
    await store.unit(async (unit) => audit(unit, "r", "a-2"));
    await expect(takeBatch(client, db, 6, nothing)).rejects.toBeInstanceOf(Fenced);
    expect((await headsOf(store.db).findOne({ fence: 7 }))?.unsent?.map(({ id }) => id)).toEqual(["a-1"]);
  });

  test("who succeeds a killed process under its name sends at once; any other waits until its lease ends", async () => {
    const store = await openTestStore(uri, { owner: "one" });
    const { databaseName: database } = store.db;
    await takeLease(store.db, "relay", "one", 600_000);
    await speak(store, "a");
    const other = await openTestStore(uri, { owner: "two", database });
    const [own, others] = [recordingBus(), recordingBus()];
    other.relay(others);
    store.relay(own);
    await vi.waitFor(() => expect(own.taken).toHaveLength(1), patience);
    expect(others.taken).toEqual([]);
  });

  test("two processes share the work: every event one number, dense, in order", async () => {
    const one = await openTestStore(uri);
    const two = await openTestStore(uri, { database: one.db.databaseName });
    const bus = recordingBus();
    const relays = [one.relay(bus), two.relay(bus)];
    const say = (count: number) => (count % 2 ? one : two).unit(async (unit) => audit(unit, String(count)));
    const half = Promise.all(oneToN(60).map(say));
    await vi.waitFor(() => expect(bus.taken.length).toBeGreaterThan(5), patience);
    await relays[0]?.stop();
    await half;
    await vi.waitFor(() => expect(new Set(ids(bus.taken)).size).toBe(60), patience);
    const numbers = new Map(
      bus.taken.map((record) => [record.headers["ce_id"], record.headers["ce_sequence"]]),
    );
    expect([...numbers.values()].map(Number).toSorted((a, b) => a - b)).toEqual(oneToN(60));
    for (const { headers } of bus.taken) expect(numbers.get(headers["ce_id"])).toBe(headers["ce_sequence"]);
  });

  test("an event that the bus will never take holds up its own key only", async () => {
    const store = await openTestStore(uri);
    const bus = recordingBus();
    bus.refuse = (records) =>
      records.some(({ key }) => key === "bad") ? new Fault("invalid", "too large") : undefined;
    const onFault = vi.fn();
    const relay = store.relay(bus, { onFault });
    await store.unit(async (unit) => {
      for (const key of ["a", "bad", "b"]) hand(unit, key);
    });
    await vi.waitFor(() => expect(bus.taken.map(({ key }) => key).toSorted()).toEqual(["a", "b"]), patience);
    await speak(store, "a");
    await vi.waitFor(() => expect(bus.taken).toHaveLength(3), patience);
    await vi.waitFor(async () => expect(await relay.waiting()).toBe(1), patience);
    expect(onFault).toHaveBeenCalledTimes(1);
  });
}
