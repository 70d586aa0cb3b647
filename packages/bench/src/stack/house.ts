import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  environmentOf,
  type ServiceName,
  serviceNames,
  type Surroundings,
} from "@careline/local/environments";
import { takePorts } from "@careline/local/ports";
import { bringSecrets, type Secrets } from "@careline/local/secrets";
import { cpuMicrosOf } from "../core/cpu.ts";
import { type Child, startChild, untilReady } from "./child.ts";
import { clinicsFor } from "./clinics.ts";
import { benchHome, type RealStack } from "./real-stack.ts";

/** The house as it is deployed: each service in a process of its own, on a real Kafka and a real MongoDB. */
export interface HouseProcesses {
  readonly gateway: { readonly host: string; readonly port: number };
  /** Where the house believes Meta to be. */
  readonly graphPort: number;
  readonly secrets: Secrets;
  readonly mongo: { readonly uri: string; readonly databasePrefix: string };
  readonly children: ReadonlyMap<ServiceName, Child>;
  /** CPU-µs so far, by service. */
  cpuMicros(): ReadonlyMap<ServiceName, number>;
  stop(): Promise<void>;
}

export interface HouseOptions {
  readonly clinics: number;
  readonly services?: readonly ServiceName[];
}

const root = join(import.meta.dirname, "../../../..");

export async function startHouseProcesses(stack: RealStack, options: HouseOptions): Promise<HouseProcesses> {
  const { clinics, services = serviceNames } = options;
  const data = join(benchHome, `house-${process.pid}-${Date.now()}`);
  mkdirSync(data, { recursive: true });
  const [ports, healthPorts] = [await takePorts(0), await takePorts(0)];
  const forget = (): void => rmSync(data, { recursive: true, force: true });
  process.once("exit", forget);
  writeFileSync(join(data, "clinics.json"), JSON.stringify(clinicsFor(clinics)));
  const secrets = await bringSecrets(data);
  const databasePrefix = `${secrets.installation}-`;
  const around: Surroundings = { ports, secrets, data, mongoUri: stack.mongoUri, databasePrefix };
  const children = new Map<ServiceName, Child>();
  const stop = async (): Promise<void> => {
    await Promise.all([...children.values()].map((child) => child.stop()));
    process.removeListener("exit", forget);
    forget();
  };
  try {
    await Promise.all(
      services.map(async (name) => {
        const log = join(data, `${name}.log`);
        const child = startChild({
          name,
          file: join("src", "main.ts"),
          cwd: join(root, "services", name),
          env: {
            ...environmentOf(name, around),
            KAFKA_BROKERS: stack.brokers.join(","),
            HEALTH_ADDRESS: `127.0.0.1:${healthPorts[name]}`,
            LOG_LEVEL: "warn",
          },
          log,
        });
        children.set(name, child);
        await untilReady(child, `http://127.0.0.1:${healthPorts[name]}/ready`, log);
      }),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    gateway: { host: "127.0.0.1", port: ports.gateway },
    graphPort: ports.emulator,
    secrets,
    mongo: { uri: stack.mongoUri, databasePrefix },
    children,
    cpuMicros: () => new Map([...children].map(([name, { pid }]) => [name, cpuMicrosOf(pid)])),
    stop,
  };
}
