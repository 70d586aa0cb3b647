import { join } from "node:path";
import { type ServiceName, serviceNames } from "@careline/local/environments";
import type { Secrets } from "@careline/local/secrets";
import { type Child, startChild, untilReady } from "./child.ts";
import type { RealStack } from "./real-stack.ts";
import { type HouseSurroundings, surroundings } from "./surroundings.ts";

/** The house as it is deployed: each service in a process of its own, on a real Kafka and a real MongoDB. */
export interface HouseProcesses {
  readonly gateway: { readonly host: string; readonly port: number };
  /** Where the house believes Meta to be. */
  readonly graphPort: number;
  readonly secrets: Secrets;
  readonly mongo: { readonly uri: string; readonly databasePrefix: string };
  readonly children: ReadonlyMap<ServiceName, Child>;
  stop(): Promise<void>;
}

export interface HouseOptions {
  readonly clinics: number;
  readonly services?: readonly ServiceName[];
}

const root = join(import.meta.dirname, "../../../..");

export async function startHouseProcesses(stack: RealStack, options: HouseOptions): Promise<HouseProcesses> {
  const { clinics, services = serviceNames } = options;
  const around = await surroundings(stack, clinics);
  const children = new Map<ServiceName, Child>();
  const stop = async (): Promise<void> => {
    await Promise.all([...children.values()].map((child) => child.stop()));
    around.forget();
  };
  const start = async (name: ServiceName): Promise<void> => {
    const child = serviceProcess(name, around);
    children.set(name, child);
    await child.ready();
  };
  try {
    await Promise.all(services.map(start));
  } catch (error) {
    await stop();
    throw error;
  }
  const { ports, secrets, mongoUri: uri, databasePrefix } = around;
  return {
    gateway: { host: "127.0.0.1", port: ports.gateway },
    graphPort: ports.emulator,
    secrets,
    mongo: { uri, databasePrefix },
    children,
    stop,
  };
}

/** Starts one service as it is deployed. `ready` resolves when it says that it is. */
export function serviceProcess(
  name: ServiceName,
  around: HouseSurroundings,
): Child & { ready(withinMs?: number): Promise<void> } {
  const log = join(around.data, `${name}.log`);
  const child = startChild({
    name,
    file: join("src", "main.ts"),
    cwd: join(root, "services", name),
    env: around.environmentOf(name),
    log,
  });
  return {
    ...child,
    ready: (withinMs) =>
      untilReady(child, `http://127.0.0.1:${around.healthPorts[name]}/ready`, log, withinMs),
  };
}
