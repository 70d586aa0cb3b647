import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "@careline/faults";
import { demoClinic } from "@careline/local/clinic";
import { environmentOf, type ServiceName, serviceNames } from "@careline/local/environments";
import { describeHouse, type LocalFile } from "@careline/local/local-file";
import { type Ports, takePorts } from "@careline/local/ports";
import { bringSecrets } from "@careline/local/secrets";
import type { Env } from "@careline/runtime";
import type { RealStack } from "../stack/real-stack.ts";
import { chaosClinic } from "./clinic.ts";
import { type EmulatorChild, startEmulatorChild } from "./emulator.ts";
import { type Replica, replica } from "./replica.ts";

/** Five services, each in one to three processes of its own, and an emulator that survives them. */
export interface ChaosHouse {
  readonly local: LocalFile;
  readonly mongoUri: string;
  readonly replicas: readonly Replica[];
  readonly emulator: EmulatorChild;
  ready(withinMs?: number): Promise<void>;
  stop(): Promise<void>;
}

export interface StartHouse {
  readonly data: string;
  readonly stack: Pick<RealStack, "kafka" | "mongo">;
  readonly replicas: number;
  readonly uncertainAfterMs: number;
  /** The emulator's part of the ledger. */
  readonly ledger: string;
  readonly onEnd: (replica: Replica, how: string, ordered: boolean) => void;
  readonly env?: Env;
}

export async function startHouse(options: StartHouse): Promise<ChaosHouse> {
  const { data, stack, ledger, onEnd } = options;
  mkdirSync(join(data, "logs"), { recursive: true });
  writeFileSync(join(data, "clinics.json"), JSON.stringify([chaosClinic(new Date())], undefined, 2));
  const secrets = await bringSecrets(data);
  const sets: { ports: Ports; health: Ports }[] = [];
  for (let index = 0; index < options.replicas; index += 1)
    sets.push({ ports: await takePorts(0), health: await takePorts(0) });
  const ports = sets[0]?.ports;
  if (ports === undefined) throw new Fault("invalid", "a house needs a process of each service");
  const local = describeHouse(ports, secrets, data);
  const around = { secrets, data, mongoUri: stack.mongo.uri, databasePrefix: "" };

  const emulator = await startEmulatorChild(data, {
    ledger,
    options: {
      ...secrets,
      ...demoClinic.whatsapp,
      path: join(data, "emulator"),
      port: ports.emulator,
      verifiedName: demoClinic.name,
      webhookUrl: `${local.gateway}${local.webhookPath}`,
      unknownWindow: "open",
    },
  });
  const replicas = sets.flatMap((set, index) =>
    serviceNames.map((service) =>
      replica({
        name: `${service}#${index + 1}`,
        service,
        healthPort: set.health[service],
        log: join(data, "logs", `${service}-${index + 1}.log`),
        onEnd,
        env: {
          ...environmentOf(service, { ...around, ports: set.ports }),
          ...peers(sets.map((one) => one.ports)),
          WHATSAPP_GRAPH_URL: `http://127.0.0.1:${ports.emulator}`,
          KAFKA_BROKERS: stack.kafka.brokers.join(","),
          UNCERTAIN_AFTER_MS: String(options.uncertainAfterMs),
          LOG_LEVEL: "info",
          ...options.env,
        },
      }),
    ),
  );
  for (const one of replicas) one.start();
  return {
    local,
    mongoUri: stack.mongo.uri,
    replicas,
    emulator,
    async ready(withinMs = 240_000) {
      const giveUpAt = Date.now() + withinMs;
      for (const one of replicas)
        while (!(await one.isReady())) {
          if (Date.now() > giveUpAt) throw new Fault("unavailable", `${one.name} is not ready; see its log`);
          await pause(100);
        }
    },
    async stop() {
      await Promise.all(
        replicas.map(async (one) => {
          if (!one.isRunning) return;
          one.signal("SIGCONT");
          one.signal("SIGTERM");
          await Promise.race([one.gone(), pause(22_000).then(() => one.signal("SIGKILL"))]);
          await one.gone();
        }),
      );
      await emulator.stop();
    },
  };
}

/** Clients are told every process of a peer; gRPC spreads its calls over those that answer. */
function peers(sets: readonly Ports[]): Env {
  const at = (service: ServiceName): string => {
    const all = sets.map((ports) => `127.0.0.1:${ports[service]}`);
    return all.length === 1 ? all.join() : `ipv4:${all.join(",")}`;
  };
  return {
    CONVERSATION_ADDRESS: at("conversation"),
    SCHEDULING_ADDRESS: at("scheduling"),
    CONSENT_ADDRESS: at("compliance-audit"),
  };
}
