import {
  build,
  decodeFromCompressedBase64,
  encodeIntoCompressedBase64,
  type Histogram,
} from "hdr-histogram-js";
import type { Latencies } from "../suite.ts";

/** Latencies in µs from 1 µs to 60 s, to three digits. */
export function latencyHistogram(): Histogram {
  return build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: 60_000_000,
    numberOfSignificantValueDigits: 3,
  });
}

export function recordMs(histogram: Histogram, ms: number): void {
  histogram.recordValue(Math.min(60_000_000, Math.max(1, Math.round(ms * 1_000))));
}

export function msAt(histogram: Histogram, percentile: number): number {
  return histogram.getValueAtPercentile(percentile) / 1_000;
}

export function encoded(name: string, histogram: Histogram): Latencies {
  return { name, encoded: encodeIntoCompressedBase64(histogram) };
}

export function decoded({ encoded }: Pick<Latencies, "encoded">): Histogram {
  return decodeFromCompressedBase64(encoded);
}
