import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startEmulator } from "@careline/whatsapp-emulator";
import { demoClinic } from "./clinic.ts";
import { type NewPhone, type Phone, phoneOf } from "./demo/phone.ts";
import { environmentOf, type ServiceName, serviceNames } from "./environments.ts";
import { takePorts } from "./ports.ts";
import { bringSecrets } from "./secrets.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

export interface Processes {
  readonly running: ReadonlyMap<ServiceName, ChildProcess>;
  start(name: ServiceName): void;
  phone(patient: NewPhone): Promise<Phone>;
  stop(): Promise<void>;
}

interface Stack {
  readonly kafka: readonly string[];
  readonly mongo: string;
  /** What each process is told beside its settings, and what its Node is. */
  readonly env?: (name: ServiceName) => Readonly<Record<string, string>>;
  readonly nodeArgs?: readonly string[];
}

/** Five services as they are deployed, each in its own process, with an emulator for Meta. */
export async function startProcesses({ kafka, mongo, env, nodeArgs = [] }: Stack): Promise<Processes> {
  const data = mkdtempSync(join(tmpdir(), "careline-processes-"));
  const running = new Map<ServiceName, ChildProcess>();
  const ports = await takePorts(0);
  writeFileSync(join(data, "clinics.json"), JSON.stringify([demoClinic]));
  const secrets = await bringSecrets(data);
  const around = { ports, secrets, data, mongoUri: mongo, databasePrefix: `${secrets.installation}-` };
  const start = (name: ServiceName): void => {
    const all = {
      ...process.env,
      ...environmentOf(name, around),
      KAFKA_BROKERS: kafka.join(","),
      HEALTH_ADDRESS: "127.0.0.1:0",
      LOG_LEVEL: "error",
      ...env?.(name),
    };
    const cwd = join(root, "services", name);
    const args = [...nodeArgs, join("src", "main.ts")];
    running.set(
      name,
      spawn(process.execPath, args, { cwd, env: all, stdio: ["ignore", "inherit", "inherit"] }),
    );
  };
  for (const name of serviceNames) start(name);
  const emulator = await startEmulator({
    ...secrets,
    ...demoClinic.whatsapp,
    path: ":memory:",
    port: ports.emulator,
    verifiedName: demoClinic.name,
    webhookUrl: `http://127.0.0.1:${ports.gateway}/webhooks/whatsapp`,
    clock: { now: () => new Date() },
  });
  return {
    running,
    start,
    phone: (patient) => phoneOf(emulator.url, patient, 60_000),
    async stop() {
      await emulator.stop();
      for (const child of running.values()) child.kill("SIGKILL");
      rmSync(data, { recursive: true, force: true });
    },
  };
}
