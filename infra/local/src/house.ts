import { accessSync, constants, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "@careline/faults";
import type { Env, LogOptions, StartedService } from "@careline/runtime";
import { type EmulatorOptions, startEmulator } from "@careline/whatsapp-emulator";
import { watchActivity } from "./activity.ts";
import { demoClinic, demoPatients } from "./clinic.ts";
import { houseClock, type HouseClock } from "./house-clock.ts";
import { describeHouse, type LocalFile } from "./local-file.ts";
import { takePorts } from "./ports.ts";
import { bringSecrets } from "./secrets.ts";
import { startServices } from "./services.ts";
import { embeddedStack, realStack } from "./stacks.ts";
import { readTemplates } from "./templates.ts";

export interface HouseOptions {
  readonly data: string;
  readonly port: number;
  readonly real: boolean;
  readonly fresh: boolean;
  /** Where the services log, and how much; the terminal, where not told. */
  readonly log?: LogOptions;
  readonly wish?: HouseWish;
}

/** How a house differs from the usual one. */
export interface HouseWish {
  /** Members of the demonstration clinic. */
  readonly clinic?: object;
  /** Settings of all services. */
  readonly env?: Env;
  readonly emulator?: Partial<EmulatorOptions>;
}

export interface House {
  readonly local: LocalFile;
  readonly mongo: { readonly uri: string; readonly databasePrefix: string };
  readonly clock: HouseClock;
  stop(): Promise<void>;
}

/** Starts the whole house in this process: five services, the stack below them, and an emulator for Meta. */
export async function startHouse(options: HouseOptions): Promise<House> {
  const { data, wish = {} } = options;
  const ports = await takePorts(options.port);
  if (options.fresh) forget(data);
  makeFolder(data);
  writeFileSync(
    join(data, "clinics.json"),
    JSON.stringify([{ ...demoClinic, ...wish.clinic }], undefined, 2),
  );
  const secrets = await bringSecrets(data);
  const stack = options.real ? await realStack(secrets.installation) : await embeddedStack(data, ports.mongo);
  const stops: (() => Promise<void>)[] = [() => stack.stop()];
  try {
    const activity = watchActivity(stack.bus, stack.quietMs);
    const local = describeHouse(ports, secrets, data);
    let services: readonly StartedService[] = [];
    let isQuiet: () => boolean | Promise<boolean> = () => true;
    const clock = houseClock(join(data, "clock.json"), {
      services: () => services,
      settle: () => activity.quiet(isQuiet),
    });
    // Before the services, which ask WhatsApp at once how their account stands.
    const emulator = await startEmulator({
      ...secrets,
      ...demoClinic.whatsapp,
      path: join(data, "emulator"),
      port: ports.emulator,
      verifiedName: demoClinic.name,
      webhookUrl: `${local.gateway}${local.webhookPath}`,
      clock,
      onClock: (moment) => clock.moveTo(moment),
      // Scripts may post webhooks of their own making to the gateway: their patients have written, but not here.
      unknownWindow: "open",
      templates: readTemplates(),
      seed: demoPatients,
      ...wish.emulator,
    });
    isQuiet = () => emulator.isQuiet();
    stops.unshift(() => emulator.stop());
    const { mongoUri, databasePrefix } = stack;
    services = await startServices(
      { ports, secrets, data, mongoUri, databasePrefix, env: wish.env },
      clock,
      activity.bus,
      options.log,
    );
    stops.unshift(() => all(services.map((service) => service.stop())));
    return { local, mongo: { uri: mongoUri, databasePrefix }, clock, stop: () => inOrder(stops) };
  } catch (error) {
    await inOrder(stops);
    throw error;
  }
}

// Only what a house keeps: whoever names a folder with something else in it does not lose that.
const kept = [
  "audit",
  "bus.sqlite",
  "clinics.json",
  "clock.json",
  "emulator",
  "local.json",
  "mongo",
  "secrets",
];

function forget(data: string): void {
  for (const name of [...kept, "bus.sqlite-shm", "bus.sqlite-wal"])
    rmSync(join(data, name), { recursive: true, force: true });
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK);
  } catch (cause) {
    throw new Fault("invalid", `cannot write to ${path}: choose another folder with --data DIR`, { cause });
  }
}

async function inOrder(stops: readonly (() => Promise<void>)[]): Promise<void> {
  for (const stop of stops) await stop().catch(() => undefined);
}

async function all(stopping: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(stopping);
}
