import { join } from "node:path";
import { type ServiceName, serviceNames } from "@careline/local/environments";
import { createLog, type Env, type ServiceDefinition, systemClock } from "@careline/runtime";
import { kafkaBus } from "@careline/bus";

// Five services in one process, as `npm start` runs them, on the real stack.
const environments = JSON.parse(process.env["FIVE"] ?? "{}") as Record<ServiceName, Env>;
const brokers = (process.env["KAFKA_BROKERS"] ?? "").split(",");
const bus = await kafkaBus({ brokers, clientId: "five" });
const services = join(import.meta.dirname, "../../../../services");
const definitions = await Promise.all(
  serviceNames.map(async (name) => {
    const { service } = (await import(join(services, name, "src/service.ts"))) as {
      service: ServiceDefinition;
    };
    return { name, service };
  }),
);
const started = await Promise.all(
  definitions.map(({ name, service }) =>
    service.start({
      env: environments[name],
      clock: systemClock,
      log: createLog(name, { level: "warn" }),
      bus,
    }),
  ),
);
const ready = await Promise.all(started.map((one) => one.isReady()));
if (ready.every(Boolean)) process.send?.("ready");
else process.exit(1);
