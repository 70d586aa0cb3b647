import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environmentOf } from "@careline/local/environments";
import { takePorts } from "@careline/local/ports";
import { bringSecrets } from "@careline/local/secrets";
import { SchedulingServiceDefinition } from "@careline/contracts/scheduling/v1/scheduling_service";
import { client, type Client, readTls } from "@careline/rpc";
import { type Db, MongoClient } from "mongodb";
import { type Child, startChild, untilReady } from "./child.ts";
import { clinicsFor } from "./clinics.ts";
import { benchHome, type RealStack } from "./real-stack.ts";

const root = join(import.meta.dirname, "../../../..");

/** The scheduling service as a process that can be started, killed and started again on the same database. */
export interface Scheduler {
  readonly db: Db;
  /** Calls it as whoever runs the installation. */
  readonly calls: Client<typeof SchedulingServiceDefinition>;
  start(withinMs?: number): Promise<Child>;
  close(): Promise<void>;
}

export async function schedulerOn(stack: RealStack, clinics = 1): Promise<Scheduler> {
  const data = join(benchHome, `reminders-${process.pid}-${Date.now()}`);
  mkdirSync(data, { recursive: true });
  const [ports, healthPorts] = [await takePorts(0), await takePorts(0)];
  writeFileSync(join(data, "clinics.json"), JSON.stringify(clinicsFor(clinics)));
  const secrets = await bringSecrets(data);
  const databasePrefix = `${secrets.installation}-`;
  const around = { ports, secrets, data, mongoUri: stack.mongoUri, databasePrefix };
  const log = join(data, "scheduling.log");
  const mongo = await MongoClient.connect(stack.mongoUri);
  const db = mongo.db(`${databasePrefix}scheduling`);
  const calls = client(SchedulingServiceDefinition, {
    address: `127.0.0.1:${ports.scheduling}`,
    server: "scheduling",
    tls: readTls({
      caFile: join(secrets.folder, "ca.pem"),
      certFile: join(secrets.folder, "operator.pem"),
      keyFile: join(secrets.folder, "operator.key"),
    }),
    deadlineMs: 20_000,
  });
  let child: Child | undefined;
  return {
    db,
    calls,
    async start(withinMs) {
      child = startChild({
        name: "scheduling",
        file: join("src", "main.ts"),
        cwd: join(root, "services", "scheduling"),
        env: {
          ...environmentOf("scheduling", around),
          KAFKA_BROKERS: stack.brokers.join(","),
          HEALTH_ADDRESS: `127.0.0.1:${healthPorts.scheduling}`,
          LOG_LEVEL: "warn",
          // As installations name it: it ends the transactions that its predecessor left open.
          INSTANCE_ID: "scheduling-1",
        },
        log,
      });
      await untilReady(child, `http://127.0.0.1:${healthPorts.scheduling}/ready`, log, withinMs);
      return child;
    },
    async close() {
      calls.close();
      await child?.stop();
      await db.dropDatabase();
      await mongo.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
