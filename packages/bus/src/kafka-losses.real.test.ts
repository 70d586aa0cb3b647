import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startKafka, testKafka } from "@careline/testing";
import { describeReal } from "@careline/testing/vitest";
import { expect, test } from "vitest";
import { kafkaBus } from "./index.ts";
import { cuttingProxy } from "./kafka/cutting-proxy.ts";
import { ledger, missing, outOfOrder } from "./ledger.ts";
import { keyIn, listener, textTopic, until } from "./suite-tools.ts";

const keys = [0, 0, 1, 2, 3, 4, 5].map((partition, n) => keyIn(partition, `k${n}.`));

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
      if (round % 10 === 0) await pause(10);
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

  test(
    "nothing is lost or out of order when a leader is killed and comes back",
    { timeout: 120_000 },
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
        for (const end = Date.now() + ms; Date.now() < end; await pause(5)) said.sayAll();
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
