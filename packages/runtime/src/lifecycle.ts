import { setTimeout as pause } from "node:timers/promises";
import type { Bus } from "@careline/bus";
import type { Clock } from "./clock.ts";
import { startHealth } from "./health.ts";
import type { Log } from "./log.ts";
import type { Env, ServiceDefinition, StartedService } from "./service.ts";

export interface Parts {
  readonly env: Env;
  readonly clock: Clock;
  readonly log: Log;
  readonly healthAddress: string;
  readonly stopWithinMs: number;
  openBus(): Promise<Bus>;
}

export interface Life {
  /** Not ready, then stopped and closed. False when it took too long and was left. */
  stop(): Promise<boolean>;
}

/** Starts a service between its health endpoint, which comes first and goes last, and its bus. */
export async function live(definition: ServiceDefinition, parts: Parts): Promise<Life> {
  const { env, clock, log } = parts;
  let started: StartedService | undefined;
  let stopping = false;
  const bus = await parts.openBus();
  const isReady = async () =>
    !stopping && started !== undefined && (await bus.isHealthy()) && (await started.isReady());

  const health = await startHealth(parts.healthAddress, isReady);
  try {
    started = await definition.start({ env, clock, log, bus });
  } catch (error) {
    await Promise.allSettled([bus.close(), health.stop()]);
    throw error;
  }
  const service = started;
  log.info("started", { address: service.grpcAddress ?? service.httpAddress });

  const end = async () => {
    await service.stop();
    await bus.close();
    await health.stop();
    return true;
  };
  return {
    stop: () => {
      stopping = true;
      return within(parts.stopWithinMs, end());
    },
  };
}

async function within(ms: number, work: Promise<boolean>): Promise<boolean> {
  const done = new AbortController();
  const late = pause(ms, false, { signal: done.signal }).catch(() => false);
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}
