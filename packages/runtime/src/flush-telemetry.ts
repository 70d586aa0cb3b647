type Flush = () => Promise<void>;

const flushes: Flush[] = [];

/** Telemetry is loaded before the program and knows nothing of it: here the two meet. */
export function onFlush(flush: Flush): void {
  flushes.push(flush);
}

/** Sends what was measured, before the process ends. A collector that is away does not hold it up. */
export async function flushTelemetry(): Promise<void> {
  await Promise.allSettled(flushes.map((flush) => flush()));
}
