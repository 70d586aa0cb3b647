import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Kafka, logLevel } from "kafkajs";
import { expect, test } from "vitest";
import { describeReal } from "../vitest.ts";
import { isAlive } from "./home.ts";
import { canStartKafka } from "./kafka-libs.ts";
import { testKafka } from "./kafka-shared.ts";
import { startKafka } from "./kafka.ts";

const mayStart = await canStartKafka();

describeReal("a real Kafka", { kafka: (await testKafka())?.join(",") }, ({ kafka }) => {
  test("the shared one names topics and makes none by itself", async () => {
    const admin = adminOf(kafka.split(","));
    await admin.connect();
    await expect(admin.fetchTopicMetadata({ topics: ["nobody.made-this.v1"] })).rejects.toThrow();
    expect(await admin.listTopics()).not.toContain("nobody.made-this.v1");
    await admin.disconnect();
  });

  test.skipIf(!mayStart)("keeps its data over a kill and over a new start", { timeout: 60_000 }, async () => {
    const dir = await mkdtemp(join(tmpdir(), "careline-kafka-"));
    const first = await startKafka({ dir });
    const topicsOf = async (brokers: string[]): Promise<string[]> => {
      const admin = adminOf(brokers);
      await admin.connect();
      const topics = await admin.listTopics();
      await admin.disconnect();
      return topics;
    };
    const maker = adminOf(first.brokers);
    await maker.connect();
    await maker.createTopics({ topics: [{ topic: "kept" }], waitForLeaders: false });
    await maker.disconnect();
    const pid = first.pids[0] ?? 0;
    process.kill(pid, "SIGKILL");
    while (isAlive(pid)) await pause(10);
    await first.restart(0);
    expect(await topicsOf(first.brokers)).toContain("kept");
    await first.stop();
    const second = await startKafka({ dir });
    expect(await topicsOf(second.brokers)).toContain("kept");
    await second.stop();
    await rm(dir, { recursive: true });
  });
});

function adminOf(brokers: string[]) {
  return new Kafka({ brokers, clientId: "test", logLevel: logLevel.NOTHING }).admin();
}
