import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Bus, embeddedBus, kafkaBus } from "@careline/bus";
import { startEmbeddedMongo } from "@careline/embedded-mongo";
import { Fault } from "@careline/faults";
import { findReal } from "./find-real.ts";
import { namespaced } from "./namespaced.ts";

/** What a house stands on. */
export interface Stack {
  readonly bus: Bus;
  readonly mongoUri: string;
  readonly databasePrefix: string;
  /** How long nothing must happen until a moved clock takes its consequences for over. */
  readonly quietMs: number;
  stop(): Promise<void>;
}

export async function embeddedStack(data: string, mongoPort: number): Promise<Stack> {
  const folder = join(data, "mongo");
  mkdirSync(folder, { recursive: true });
  const mongo = await startEmbeddedMongo({ path: folder, port: mongoPort });
  const bus = await embeddedBus({ path: join(data, "bus.sqlite") });
  return {
    bus,
    mongoUri: mongo.uri,
    databasePrefix: "",
    quietMs: 250,
    async stop() {
      await bus.close();
      await mongo.stop();
    },
  };
}

/** A Kafka and a MongoDB that run already, with databases and topics of this house's own. */
export async function realStack(installation: string): Promise<Stack> {
  const found = await findReal();
  if (found === undefined)
    throw new Fault(
      "unavailable",
      "no real Kafka and MongoDB found: run `npm run infra -- up`, or set KAFKA_BROKERS and MONGODB_URI",
    );
  const bus = await kafkaBus({ brokers: [...found.brokers], clientId: "careline-local" });
  if (!(await bus.isHealthy())) {
    await bus.close();
    throw new Fault(
      "unavailable",
      `no Kafka answers at ${found.brokers.join(",")}: check KAFKA_BROKERS, or unset it and run \`npm run infra -- up\``,
    );
  }
  return {
    bus: namespaced(bus, `${installation}.`),
    mongoUri: found.mongoUri,
    databasePrefix: `${installation}-`,
    quietMs: 700,
    stop: () => bus.close(),
  };
}
