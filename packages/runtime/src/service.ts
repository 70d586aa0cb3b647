import type { Bus } from "@careline/bus";
import type { Clock } from "./clock.ts";
import type { Log } from "./log.ts";

export type Env = Readonly<Record<string, string | undefined>>;

/** What a service is given by whoever starts it. */
export interface Given {
  /** Its settings: `process.env` in production. */
  readonly env: Env;
  readonly clock: Clock;
  readonly log: Log;
  readonly bus: Bus;
}

/** How a service is started: each service's `service.ts` exports one, `main.ts` runs it alone. */
export interface ServiceDefinition {
  readonly name: string;
  /** Its settings, for whoever wants to know what is wrong with them before anything is started. */
  readonly readConfig?: (env: Env) => unknown;
  start(given: Given): Promise<StartedService>;
}

export interface StartedService {
  /** Where it listens, host:port; absent where it does not. */
  readonly grpcAddress?: string;
  readonly httpAddress?: string;
  /** True when everything it depends on answers. */
  isReady(): Promise<boolean>;
  /** When its next timed work is due by the given clock, if any: lets a development clock move in order. */
  nextDueAt?(): Promise<Date | undefined>;
  /** Stops taking work, finishes what is in hand within 20 s, closes. */
  stop(): Promise<void>;
}
