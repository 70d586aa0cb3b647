import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startMongo, testMongo } from "@careline/testing";
import { describeReal } from "@careline/testing/vitest";
import { expect, onTestFinished, test, vi } from "vitest";
import { openStore } from "./open-store.ts";
import { outboxOf } from "./outbox.ts";
import type { Unit } from "./port.ts";
import { hand, ids, oneToN, recordingBus } from "./suite-tools.ts";

// The shared server must not die under other suites, so this one has its own.
async function ownServer() {
  const dir = await mkdtemp(join(tmpdir(), "careline-outage-"));
  let server = await startMongo({ dir });
  const store = await openStore({ uri: server.uri, database: "outage", indexes: [] });
  const bus = recordingBus();
  const relay = store.relay(bus);
  onTestFinished(async () => {
    await store.close();
    await server.stop();
    await rm(dir, { recursive: true });
  });
  return {
    store,
    bus,
    relay,
    killAndRestart: async () => {
      process.kill(server.pid, "SIGKILL");
      await server.stop();
      server = await startMongo({ dir, port: Number(new URL(server.uri).port) });
    },
  };
}

type House = Awaited<ReturnType<typeof ownServer>>;

async function everyEffectOnce({ store, bus, relay }: House, count: number, keys: number): Promise<void> {
  const effects = await store.collection<{ mark: number }>("effects").find().toArray();
  expect(effects.map(({ mark }) => mark).toSorted((a, b) => a - b)).toEqual(oneToN(count));
  expect(await outboxOf(store.db).countDocuments()).toBe(count);
  await vi.waitFor(async () => expect(await relay.waiting()).toBe(0), { timeout: 15_000 });
  expect(new Set(ids(bus.taken)).size).toBe(count);
  for (const group of Map.groupBy(bus.taken, ({ key }) => key).values()) {
    const firstTimes = [...new Set(group.map(({ headers }) => Number(headers["ce_sequence"])))];
    expect(firstTimes).toEqual(oneToN(count / keys));
  }
}

// The shared server must not die under other suites, so these have their own.
describeReal("the store when MongoDB is killed", { mongo: await testMongo() }, () => {
  test("every unit has one effect and every event is said, whatever was in flight", async () => {
    const house = await ownServer();
    const { store } = house;
    let done = 0;
    const hear = (count: number) => {
      const work = async (unit: Unit) => {
        await store.collection("effects").insertOne({ mark: count }, { session: unit.session });
        hand(unit, `k${count % 10}`);
        done++;
        return count;
      };
      // Without a mark the outcome is known by asking for the commit again.
      return count % 2 ? store.once(`m${count}`, work) : store.unit(work);
    };
    const heard = Promise.all(oneToN(300).map(hear));
    await vi.waitFor(() => expect(done).toBeGreaterThan(60), { timeout: 10_000, interval: 2 });
    await house.killAndRestart();

    expect(await heard).toEqual(oneToN(300));
    await everyEffectOnce(house, 300, 10);
  }, 60_000);

  test("works that share transactions have one effect each, in the order of their keys", async () => {
    const house = await ownServer();
    const { store } = house;
    let done = 0;
    const order = new Map<string, number[]>();
    const hear = async (count: number) => {
      const key = `k${count % 20}`;
      const result = await store.together({
        key,
        mark: `m${count}`,
        run: async (unit) => {
          await unit.find("effects", "key", [key]);
          unit.write("effects", { insertOne: { document: { mark: count, key } } });
          hand(unit, key);
          done++;
          return count;
        },
      });
      order.set(key, [...(order.get(key) ?? []), count]);
      return result;
    };
    const heard = Promise.all(oneToN(1_000).map(hear));
    await vi.waitFor(() => expect(done).toBeGreaterThan(200), { timeout: 10_000, interval: 2 });
    await house.killAndRestart();

    expect(await heard).toEqual(oneToN(1_000));
    for (const counts of order.values()) expect(counts.toSorted((a, b) => a - b)).toEqual(counts);
    await everyEffectOnce(house, 1_000, 20);
  }, 60_000);
});
