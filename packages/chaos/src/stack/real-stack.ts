import { join } from "node:path";
import { startKafka, type StartedKafka } from "@careline/testing";
import { openProxy, type Proxy } from "../net/proxy.ts";
import { type MongoSet, startMongoSet } from "./mongo-set.ts";

/** A Kafka and a MongoDB of this run's own: nobody else's servers are killed. */
export interface RealStack {
  readonly kafka: StartedKafka;
  readonly kafkaDir: string;
  readonly mongo: MongoSet;
  readonly mongoDir: string;
  /** The links to each node, where the run asked for links that can be broken. */
  readonly links: readonly Proxy[];
  stop(): Promise<void>;
}

export interface StackPlan {
  readonly data: string;
  readonly brokers: 1 | 3;
  readonly databases: 1 | 3;
  readonly isProxied: boolean;
}

export async function startRealStack({ data, brokers, databases, isProxied }: StackPlan): Promise<RealStack> {
  const kafkaDir = join(data, "kafka");
  const mongoDir = join(data, "mongo");
  const links: Proxy[] = [];
  const before = (name: string) =>
    isProxied && {
      advertise: async (port: number, index: number) => {
        const link = await openProxy(`${name} ${index + 1}`, () => port);
        links.push(link);
        return link.port;
      },
    };
  const [kafka, mongo] = await Promise.allSettled([
    startKafka({ dir: kafkaDir, nodes: brokers, ...before("Kafka") }),
    startMongoSet({ dir: mongoDir, nodes: databases, ...before("MongoDB") }),
  ]);
  const stop = async (): Promise<void> => {
    for (const link of links) link.heal();
    const started = [kafka, mongo].flatMap((one) => (one.status === "fulfilled" ? [one.value.stop()] : []));
    await Promise.allSettled(started);
    await Promise.all(links.map((link) => link.close()));
  };
  if (kafka.status === "fulfilled" && mongo.status === "fulfilled")
    return { kafka: kafka.value, kafkaDir, mongo: mongo.value, mongoDir, links, stop };
  await stop();
  throw kafka.status === "rejected" ? kafka.reason : mongo.status === "rejected" ? mongo.reason : undefined;
}
