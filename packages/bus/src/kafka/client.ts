import { Fault } from "@careline/faults";
import { type Admin, Kafka, type KafkaConfig, type LogEntry, type RetryOptions, logLevel } from "kafkajs";
import type { Report } from "../report.ts";
import { stopIdlePolling } from "./idle-polling.ts";
import { leaveStaleBatches } from "./stale-batches.ts";

export interface ClientOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** TLS and sign-in, as kafkajs takes them. */
  readonly security?: Pick<KafkaConfig, "ssl" | "sasl">;
}

/** kafkajs tries a little; whoever calls it tries on. */
export const fewRetries: RetryOptions = {
  retries: 2,
  initialRetryTime: 50,
  maxRetryTime: 500,
  factor: 0.2,
  multiplier: 2,
};

/** A kafkajs client as it may be used here. */
export function kafkaClient({ brokers, clientId, security = {} }: ClientOptions, report: Report): Kafka {
  if (process.env["KAFKAJS_DEBUG_PROTOCOL_BUFFERS"] !== undefined)
    throw new Fault(
      "invalid",
      "KAFKAJS_DEBUG_PROTOCOL_BUFFERS writes the content of records to the log: unset it",
    );
  stopIdlePolling();
  leaveStaleBatches();
  return new Kafka({
    ...security,
    clientId,
    // kafkajs begins with the first one each time, and stays with it as long as it takes connections.
    brokers: () => shuffled(brokers),
    logLevel: logLevel.ERROR,
    logCreator: () => pageOnGaps(report),
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    retry: fewRetries,
  });
}

function shuffled(brokers: readonly string[]): string[] {
  return brokers
    .map((broker) => ({ broker, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ broker }) => broker);
}

/** kafkajs says in a log line alone that a group's next record no longer exists, and goes on with the oldest there is. */
function pageOnGaps(report: Report): (entry: LogEntry) => void {
  return ({ log }) => {
    if (!log.message.startsWith("Offset out of range")) return;
    report(
      `records of ${String(log["topic"])}/${String(log["partition"])} are gone that were not handled yet`,
    );
  };
}

/** Does `work` with an admin connection that is opened once, and anew after a failure. */
export interface Admins {
  <T>(work: (admin: Admin) => Promise<T>): Promise<T>;
}

export function admins(kafka: Kafka): { readonly withAdmin: Admins; close(): Promise<void> } {
  let current: Promise<Admin> | undefined;

  async function connect(): Promise<Admin> {
    const admin = kafka.admin({ retry: fewRetries });
    await admin.connect();
    return admin;
  }

  async function close(): Promise<void> {
    const closing = current;
    current = undefined;
    await (await closing?.catch(() => undefined))?.disconnect().catch(() => undefined);
  }

  return {
    close,
    withAdmin: async (work) => {
      const mine = (current ??= connect());
      try {
        return await work(await mine);
      } catch (error) {
        if (current === mine) void close();
        throw error;
      }
    },
  };
}

export function unavailable(what: string, cause: unknown): Fault {
  return cause instanceof Fault ? cause : new Fault("unavailable", what, { cause });
}
