import { type DestinationStream, destination as openDestination, type Logger, pino } from "pino";
import type { Log, LogFields } from "./log.ts";
import { printable } from "./printable.ts";

export const logLevels = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

export interface LogOptions {
  readonly level?: LogLevel;
  /** Where lines go; standard output where not told. */
  readonly destination?: DestinationStream;
}

/** A log of JSON lines that carries ids, counts and codes only. Lines are written at once: a crash loses none. */
export function createLog(service: string, { level = "info", destination }: LogOptions = {}): Log {
  const options = {
    level,
    base: { service },
    messageKey: "message",
    formatters: { level: (label: string) => ({ level: label }) },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
  };
  return logOn(pino(options, destination ?? openDestination({ dest: 1, sync: true })));
}

function logOn(logger: Logger): Log {
  return {
    debug: (message: string, fields: LogFields = {}) => logger.debug(printable(fields), message),
    info: (message: string, fields: LogFields = {}) => logger.info(printable(fields), message),
    warn: (message: string, fields: LogFields = {}) => logger.warn(printable(fields), message),
    error: (message: string, fields: LogFields = {}) => logger.error(printable(fields), message),
    child: (fields) => logOn(logger.child(printable(fields))),
  };
}
