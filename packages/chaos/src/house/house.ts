import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "@careline/faults";
import { demoClinic } from "@careline/local/clinic";
import { environmentOf, type ServiceName, serviceNames } from "@careline/local/environments";
import { describeHouse, type LocalFile } from "@careline/local/local-file";
import { type Ports, takePorts } from "@careline/local/ports";
import { bringSecrets } from "@careline/local/secrets";
import type { Proxy } from "../net/proxy.ts";
import type { RealStack } from "../stack/real-stack.ts";
import { addressesOf } from "./addresses.ts";
import { chaosClinic, holdSeconds, identitiesOf } from "./clinic.ts";
import { type EmulatorChild, startEmulatorChild } from "./emulator.ts";
import type { Outside } from "./outside.ts";
import { type End, type Replica, replica } from "./replica.ts";

/** Five services, each in one to three processes of its own, and an emulator that survives them. */
export interface ChaosHouse {
  /** As its first clinic sees it. */
  readonly local: LocalFile;
  /** As each clinic sees it: its tenant, its number, the phones of its patients. */
  readonly clinics: readonly LocalFile[];
  readonly mongoUri: string;
  readonly replicas: readonly Replica[];
  readonly emulator: EmulatorChild;
  readonly outside: Outside;
  readonly links: readonly Proxy[];
  /** Until every process that should run is ready. */
  ready(withinMs?: number): Promise<void>;
  stop(): Promise<void>;
}

export interface StartHouse {
  readonly data: string;
  readonly stack: Pick<RealStack, "kafka" | "mongo">;
  /** How many clinics there are. */
  readonly clinics: number;
  /** How many processes of a service run at first, of how many there may be. */
  readonly replicas: { readonly most: number; atFirst(service: ServiceName): number };
  readonly isProxied: boolean;
  /** Started before it, and stopped after it. */
  readonly outside: Outside;
  readonly uncertainAfterMs: number;
  /** The emulator's part of the ledger. */
  readonly ledger: string;
  /** Whose services run: the repository, or a copy of it with a bug. */
  readonly tree: string;
  readonly onEnd: (replica: Replica, how: string, end: End) => void;
}

export async function startHouse(options: StartHouse): Promise<ChaosHouse> {
  const { data, stack, ledger, onEnd, tree, outside } = options;
  for (const folder of ["logs", "tmp", "audit"]) mkdirSync(join(data, folder), { recursive: true });
  const identities = identitiesOf(options.clinics);
  const described = identities.map((identity) => chaosClinic(identity, outside.fallback, new Date()));
  writeFileSync(join(data, "clinics.json"), JSON.stringify(described, undefined, 2));
  const secrets = await bringSecrets(data);
  const sets = await portSets(options.replicas.most);
  const ports = sets[0]?.ports;
  if (ports === undefined) throw new Fault("invalid", "a house needs a process of each service");
  const addresses = await addressesOf(
    sets.map((set) => set.ports),
    options.isProxied,
  );
  const gateway = `http://127.0.0.1:${addresses.gatewayPort}`;
  const seen: LocalFile = { ...describeHouse(ports, secrets, data), gateway };
  const emulator = await startEmulatorChild(data, {
    ledger,
    port: ports.emulator,
    worlds: identities.map(({ whatsapp }) => ({
      ...secrets,
      ...whatsapp,
      path: ":memory:",
      verifiedName: demoClinic.name,
      webhookUrl: `${gateway}${seen.webhookPath}`,
      publicUrl: `http://127.0.0.1:${ports.emulator}/of/${whatsapp.phoneNumberId}`,
      unknownWindow: "open",
    })),
  });
  const clinics = identities.map(({ tenantId, whatsapp }, index) => {
    const url = emulator.urls[index] ?? "";
    return { ...seen, tenantId, ...whatsapp, emulator: url, phone: `${url}/phone` };
  });
  const around = { secrets, data, mongoUri: stack.mongo.uri, databasePrefix: "" };
  const replicas = sets.flatMap((set, index) =>
    serviceNames.map((service) =>
      replica({
        name: `${service}#${index + 1}`,
        service,
        folder: join(tree, "services", service),
        file: join("src", "main.ts"),
        healthPort: set.health[service],
        log: join(data, "logs", `${service}-${index + 1}.log`),
        onEnd,
        isWanted: index < options.replicas.atFirst(service),
        env: {
          ...environmentOf(service, { ...around, ports: set.ports }),
          ...addresses.env,
          ...outside.env,
          KAFKA_BROKERS: stack.kafka.brokers.join(","),
          HOLD_SECONDS: String(holdSeconds),
          UNCERTAIN_AFTER_MS: String(options.uncertainAfterMs),
          // The same after a restart: a group knows then that the one it waits for is dead.
          INSTANCE_ID: `${service}-${index + 1}`,
          LOG_LEVEL: "info",
          // It is no part of a run's data: sources hold words of patients.
          NODE_COMPILE_CACHE: join(tmpdir(), "careline-chaos-compiled"),
          TMPDIR: join(data, "tmp"),
        },
      }),
    ),
  );
  for (const one of replicas) if (one.isWanted) one.start();
  return {
    local: clinics[0] ?? seen,
    clinics,
    mongoUri: stack.mongo.uri,
    replicas,
    emulator,
    outside,
    links: addresses.links,
    ready: (withinMs = 240_000) => allReady(replicas, withinMs),
    async stop() {
      await Promise.all(replicas.map(end));
      await emulator.stop();
      await addresses.close();
    },
  };
}

async function portSets(count: number): Promise<readonly { ports: Ports; health: Ports }[]> {
  const sets: { ports: Ports; health: Ports }[] = [];
  for (let index = 0; index < count; index += 1)
    sets.push({ ports: await takePorts(0), health: await takePorts(0) });
  return sets;
}

async function allReady(replicas: readonly Replica[], withinMs: number): Promise<void> {
  const giveUpAt = Date.now() + withinMs;
  for (const one of replicas)
    while (one.isWanted && !(await one.isReady())) {
      if (Date.now() > giveUpAt) throw new Fault("unavailable", `${one.name} is not ready; see its log`);
      await pause(100);
    }
}

async function end(one: Replica): Promise<void> {
  one.isWanted = false;
  if (!one.isRunning) return;
  one.signal("SIGCONT");
  one.signal("SIGTERM");
  await Promise.race([one.gone(), pause(25_000).then(() => one.signal("SIGKILL"))]);
  await one.gone();
}
