import { afterEach, expect, test, vi } from "vitest";
import { kafkaBus } from "./kafka-bus.ts";

afterEach(() => vi.unstubAllEnvs());

test("a process that would log the content of records is refused", async () => {
  vi.stubEnv("KAFKAJS_DEBUG_PROTOCOL_BUFFERS", "1");
  const opening = kafkaBus({ brokers: ["127.0.0.1:1"], clientId: "test" });
  await expect(opening).rejects.toMatchObject({ kind: "invalid" });
});

test("while Kafka is away the bus is not healthy, and publishing says that it cannot tell", async () => {
  const bus = await kafkaBus({ brokers: ["127.0.0.1:1"], clientId: "test" });
  const record = { topic: "testing.said.v1", key: "ana", headers: {}, value: Buffer.from("hello") };
  expect(await bus.isHealthy()).toBe(false);
  await expect(bus.publish([record])).rejects.toMatchObject({ kind: "unavailable" });
  await bus.close();
});
