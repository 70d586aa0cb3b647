import { latencyHistogram, msAt, recordMs } from "./histogram.ts";

export interface Stalls {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly mostMs: number;
}

/**
 * How long this process was kept from running while others were measured: a sleeper that should wake each millisecond.
 * On a busy machine latencies tell of the machine, and only ratios of one round can be trusted.
 */
export function probeStalls(): () => Stalls {
  const late = latencyHistogram();
  let expected = performance.now() + 1;
  const timer = setInterval(() => {
    const now = performance.now();
    recordMs(late, Math.max(0.001, now - expected));
    expected = now + 1;
  }, 1);
  timer.unref();
  return () => {
    clearInterval(timer);
    return { p50Ms: msAt(late, 50), p99Ms: msAt(late, 99), mostMs: late.maxValue / 1_000 };
  };
}
