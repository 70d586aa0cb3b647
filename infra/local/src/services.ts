import type { Bus } from "@careline/bus";
import {
  createLog,
  logLevels,
  type Clock,
  type LogOptions,
  type ServiceDefinition,
  type StartedService,
} from "@careline/runtime";
import { environmentOf, type ServiceName, serviceNames, type Surroundings } from "./environments.ts";

// A person reads this terminal: what goes well is not worth a line. LOG_LEVEL=info tells everything.
const level = logLevels.find((one) => one === process.env["LOG_LEVEL"]) ?? "warn";

/** Starts every service as it would start alone, but in this process and with this clock and bus. */
export async function startServices(
  around: Surroundings,
  clock: Clock,
  bus: Bus,
  log: LogOptions = { level },
): Promise<readonly StartedService[]> {
  const definitions = await Promise.all(serviceNames.map(definitionOf));
  const started = await Promise.allSettled(
    definitions.map((definition, index) =>
      definition.start({
        env: environmentOf(serviceNames[index] ?? "gateway", around),
        clock,
        log: createLog(definition.name, log),
        bus,
      }),
    ),
  );
  const running = started.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  const failed = started.find((one) => one.status === "rejected");
  if (failed === undefined) return running;
  await Promise.allSettled(running.map((service) => service.stop()));
  throw failed.reason;
}

// Services export nothing to packages; whoever runs them starts them from where they lie.
async function definitionOf(name: ServiceName): Promise<ServiceDefinition> {
  const path = new URL(`../../../services/${name}/src/service.ts`, import.meta.url).href;
  const { service } = (await import(path)) as { service: ServiceDefinition };
  return service;
}
