import { randomUUID } from "node:crypto";
import { type Socket, connect } from "node:net";
import { testKafka } from "@careline/testing";
import { describeReal } from "@careline/testing/vitest";
import { type ISocketFactory, Kafka, logLevel } from "kafkajs";
import { expect, test } from "vitest";
import { kafkaBus } from "../index.ts";
import { listener, sayMany, textTopic, until } from "../suite-tools.ts";

const sessionMs = 60_000;

/** A member that neither leaves nor lives: the coordinator learns of it when the session ends. */
async function deadMember(brokers: string[], group: string, topic: string, clientId: string): Promise<void> {
  const sockets: Socket[] = [];
  const socketFactory: ISocketFactory = ({ host, port, onConnect }) => {
    const socket = connect(port, host, onConnect);
    sockets.push(socket);
    return socket;
  };
  const kafka = new Kafka({ brokers, clientId, logLevel: logLevel.NOTHING, socketFactory });
  const consumer = kafka.consumer({ groupId: group, sessionTimeout: sessionMs, retry: { retries: 0 } });
  await consumer.connect();
  await consumer.subscribe({ topic });
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await consumer.run({ eachMessage: async () => undefined });
  await joined;
  // Without a heartbeat more: it is not told to stop, its lines are cut.
  consumer.pause([{ topic }]);
  for (const socket of sockets) socket.destroy();
  void consumer.stop();
}

describeReal("a group whose member was killed", { kafka: (await testKafka())?.join(",") }, ({ kafka }) => {
  const brokers = kafka.split(",");
  const clientId = `house-${randomUUID().slice(0, 8)}`;

  async function heardBy(instance: string, withinMs: number): Promise<boolean> {
    const bus = await kafkaBus({ brokers, clientId, instance });
    const topic = textTopic();
    const ear = listener(topic);
    await bus.ensureTopics([topic], [ear.subscription.group]);
    await bus.publish(sayMany(topic, "k", 1));
    await deadMember(brokers, ear.subscription.group, topic.name, `${clientId}.one`);
    const joining = bus.subscribe(ear.subscription);
    await until(() => ear.heard.length === 1, withinMs);
    const isHeard = ear.heard.length === 1;
    // Who waits for the session of another cannot be stopped sooner.
    if (isHeard) await joining.then(() => bus.close());
    else void joining.catch(() => undefined);
    return isHeard;
  }

  test("goes on at once when the same instance comes back", async () => {
    expect(await heardBy("one", sessionMs / 2)).toBe(true);
  }, 90_000);

  test("waits for a member of another name, who may be alive", async () => {
    expect(await heardBy("two", 5_000)).toBe(false);
  }, 90_000);
});
