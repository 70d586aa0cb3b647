import { writeSync } from "node:fs";
import type { Bus } from "@careline/bus";
import { systemClock } from "./clock.ts";
import { createLog, logLevels } from "./create-log.ts";
import { flushTelemetry } from "./flush-telemetry.ts";
import { type Life, live } from "./lifecycle.ts";
import type { Log } from "./log.ts";
import { notForProduction } from "./production.ts";
import type { ServiceDefinition } from "./service.ts";
import { choice, flag, list, secret, text } from "./setting.ts";
import { type Problem, problemsOf, settings, SettingsFault } from "./settings.ts";

/** What every process has to be told, beside its service's own settings. */
export const readRunConfig = settings({
  kafka: {
    brokers: list("KAFKA_BROKERS"),
    tls: flag("KAFKA_TLS"),
    username: text("KAFKA_USERNAME", ""),
    password: secret("KAFKA_PASSWORD", ""),
  },
  instance: text("INSTANCE_ID", ""),
  healthAddress: text("HEALTH_ADDRESS", "0.0.0.0:8081"),
  logLevel: choice("LOG_LEVEL", logLevels, "info"),
});

// As sysexits.h counts them, so that an operator and an orchestrator can tell the cases apart.
const exitCodes = { clean: 0, crashed: 70, misconfigured: 78 } as const;
const stopWithinMs = 20_000;

/**
 * Runs a service as this process until SIGTERM or SIGINT. Exit code 0 after a clean stop within 20 s, 78 when settings
 * are wrong (one message names them all), 70 after anything else.
 */
export function run(definition: ServiceDefinition): Promise<void> {
  return runOn(definition, async ({ kafka, instance }, log) => {
    // Only a process needs Kafka's client: a test that reads a clinic does not.
    const { kafkaBus } = await import("@careline/bus");
    return kafkaBus({
      brokers: kafka.brokers,
      clientId: definition.name,
      instance,
      security: kafkaSecurity(kafka),
      report: (reason, error) => log.warn("the bus recovers", { reason, error }),
    });
  });
}

type RunConfig = ReturnType<typeof readRunConfig>;
type OpenBus = (config: RunConfig, log: Log) => Promise<Bus>;

// The password goes as a SCRAM proof; a private authority is told to Node by NODE_EXTRA_CA_CERTS.
function kafkaSecurity({ tls, username, password }: RunConfig["kafka"]) {
  return {
    ssl: tls,
    ...(username !== "" && { sasl: { mechanism: "scram-sha-512" as const, username, password } }),
  };
}

/** `run` on the bus that is given. */
export async function runOn(definition: ServiceDefinition, openBus: OpenBus): Promise<void> {
  const { env } = process;
  const readers = [readRunConfig, definition.readConfig ?? (() => {})];
  const problems = [...notForProduction(env), ...problemsOf(readers, env)];
  if (problems.length > 0) return misconfigured(definition.name, problems);

  const config = readRunConfig(env);
  const log = createLog(definition.name, { level: config.logLevel });
  process.once("uncaughtException", (error) => crashed(log, error));
  const { healthAddress } = config;
  const parts = {
    env,
    clock: systemClock,
    log,
    healthAddress,
    stopWithinMs,
    openBus: () => openBus(config, log),
  };

  const signalled = signal();
  try {
    const starting = live(definition, parts);
    // A signal may come first: what was still starting holds nothing that a crash would lose.
    const life = await Promise.race([starting, signalled.then(() => undefined)]);
    log.info("stopping", { signal: await signalled });
    await end(life, log);
  } catch (error) {
    if (error instanceof SettingsFault) return misconfigured(definition.name, error.problems);
    crashed(log, error);
  }
}

async function end(life: Life | undefined, log: Log): Promise<void> {
  const clean = (await life?.stop()) ?? true;
  if (clean) log.info("stopped");
  else log.error("stopped with work in hand");
  await flushTelemetry();
  process.exit(clean ? exitCodes.clean : exitCodes.crashed);
}

function signal(): Promise<string> {
  return new Promise((resolve) => {
    process.once("SIGTERM", resolve);
    process.once("SIGINT", resolve);
  });
}

function crashed(log: Log, error: unknown): void {
  log.error("crashed", { error });
  process.exit(exitCodes.crashed);
}

function misconfigured(service: string, problems: readonly Problem[]): void {
  const lines = problems.map(({ variable, what }) => `  ${variable}: ${what}\n`);
  writeSync(process.stderr.fd, `${service} cannot start, these settings are wrong:\n${lines.join("")}`);
  process.exit(exitCodes.misconfigured);
}
