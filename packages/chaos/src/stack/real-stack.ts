import { join } from "node:path";
import { startKafka, type StartedKafka } from "@careline/testing";
import { type MongoSet, startMongoSet } from "./mongo-set.ts";

/** A Kafka and a MongoDB of this run's own: nobody else's servers are killed. */
export interface RealStack {
  readonly kafka: StartedKafka;
  readonly kafkaDir: string;
  readonly mongo: MongoSet;
  readonly mongoDir: string;
  stop(): Promise<void>;
}

export async function startRealStack(data: string, brokers: 1 | 3, databases: 1 | 3): Promise<RealStack> {
  const kafkaDir = join(data, "kafka");
  const mongoDir = join(data, "mongo");
  const starting = [
    startKafka({ dir: kafkaDir, nodes: brokers }),
    startMongoSet({ dir: mongoDir, nodes: databases }),
  ] as const;
  const [kafka, mongo] = await Promise.allSettled(starting);
  const stop = async (): Promise<void> => {
    const started = [kafka, mongo].flatMap((one) => (one.status === "fulfilled" ? [one.value.stop()] : []));
    await Promise.allSettled(started);
  };
  if (kafka.status === "fulfilled" && mongo.status === "fulfilled")
    return { kafka: kafka.value, kafkaDir, mongo: mongo.value, mongoDir, stop };
  await stop();
  throw kafka.status === "rejected" ? kafka.reason : mongo.status === "rejected" ? mongo.reason : undefined;
}
