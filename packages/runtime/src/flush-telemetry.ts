import { setTimeout as pause } from "node:timers/promises";

type Flush = () => Promise<void>;

const flushes: Flush[] = [];
const flushWithinMs = 2_000;

/** Telemetry is loaded before the program and knows nothing of it: here the two meet. */
export function onFlush(flush: Flush): void {
  flushes.push(flush);
}

/** Sends what was measured, before the process ends. A collector that is away does not hold it up. */
export async function flushTelemetry(): Promise<void> {
  const all = Promise.allSettled(flushes.map((flush) => flush()));
  await Promise.race([all, pause(flushWithinMs, undefined, { ref: false })]);
}
