import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { canStartKafka, startKafka, testKafka } from "@careline/testing";
import { describeReal } from "@careline/testing/vitest";
import { Kafka, logLevel } from "kafkajs";
import { expect, test } from "vitest";
import { kafkaBus } from "./index.ts";
import { cuttingProxy } from "./kafka/cutting-proxy.ts";
import { ledger, missing, outOfOrder } from "./ledger.ts";
import { gate, keyIn, listener, sayMany, textTopic, until } from "./suite-tools.ts";

const keys = [0, 0, 1, 2, 3, 4, 5].map((partition, n) => keyIn(partition, `k${n}.`));

const mayStart = await canStartKafka();

describeReal("acknowledged on a real Kafka", { kafka: (await testKafka())?.join(",") }, ({ kafka }) => {
  test("nothing is lost or out of order when answers are cut", async () => {
    const [broker = ""] = kafka.split(",");
    const proxy = await cuttingProxy(broker, 5);
    const bus = await kafkaBus({ brokers: [proxy.broker], clientId: "cut" });
    const topic = textTopic();
    const ear = listener(topic);
    await bus.ensureTopics([topic], [ear.subscription.group]);
    const said = ledger(bus, topic, keys);
    for (let round = 0; round < 300; round += 1) {
      said.sayAll();
      await pause(3);
    }
    await said.settle();
    await bus.subscribe(ear.subscription);
    await until(() => missing(said.acknowledged, ear.heard).length === 0, 15_000);
    expect(proxy.cuts()).toBeGreaterThan(5);
    expect(said.refused.size).toBe(0);
    expect(missing(said.acknowledged, ear.heard)).toEqual([]);
    expect(outOfOrder(ear.heard, keys)).toEqual([]);
    await bus.close();
    proxy.close();
  });

  test("records that Kafka deleted before they were handled are reported, and the rest is heard", async () => {
    const reports: string[] = [];
    const brokers = kafka.split(",");
    const bus = await kafkaBus({ brokers, clientId: "gap", report: (what) => reports.push(what) });
    const topic = textTopic();
    const [key = ""] = keys;
    const { opened: mayGo, open: go } = gate();
    const slow = listener(topic, (text) => (text === `${key}1` ? mayGo : Promise.resolve()));
    await bus.ensureTopics([topic], [slow.subscription.group]);
    await bus.publish(sayMany(topic, key, 10));
    const first = await bus.subscribe(slow.subscription);
    await until(() => slow.heard.length === 1);
    const stopping = first.stop();
    go();
    await stopping;
    const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
    await admin.fetchTopicOffsets(topic.name);
    await admin.deleteTopicRecords({ topic: topic.name, partitions: [{ partition: 0, offset: "7" }] });
    await admin.disconnect();
    const rest = listener(topic);
    await bus.subscribe({ ...slow.subscription, routes: rest.subscription.routes });
    await until(() => rest.heard.length >= 3);
    expect(rest.heard).toEqual([7, 8, 9].map((n) => `${key}${n}`));
    expect(reports).toEqual([`records of ${topic.name}/0 are gone that were not handled yet`]);
    await bus.close();
  });

  test.skipIf(!mayStart)(
    "nothing is lost or out of order when a leader is killed and comes back",
    { timeout: 240_000 },
    async () => {
      const dir = await mkdtemp(join(tmpdir(), "careline-leader-"));
      const cluster = await startKafka({ dir, nodes: 3 });
      const bus = await kafkaBus({ brokers: cluster.brokers, clientId: "kill" });
      const topic = textTopic();
      const ear = listener(topic);
      await bus.ensureTopics([topic], [ear.subscription.group]);
      const running = await bus.subscribe(ear.subscription);
      const said = ledger(bus, topic, keys);
      const sayFor = async (ms: number): Promise<void> => {
        const end = Date.now() + ms;
        for (let round = 0; Date.now() < end || round < 100; round += 1) {
          said.sayAll();
          await pause(5);
        }
      };
      await sayFor(1_000);
      const [victim = 0] = cluster.pids;
      process.kill(victim, "SIGKILL");
      await sayFor(2_000);
      await Promise.all([cluster.restart(0), sayFor(3_000)]);
      await said.settle();
      await until(() => missing(said.acknowledged, ear.heard).length === 0, 60_000);
      expect(said.acknowledged.size).toBeGreaterThan(2_000);
      expect(missing(said.acknowledged, ear.heard)).toEqual([]);
      expect(outOfOrder(ear.heard, keys)).toEqual([]);
      expect(running.idleSinceMs()).toBeLessThan(3_000);
      await bus.close();
      await cluster.stop();
      await rm(dir, { recursive: true });
    },
  );
});
