import { latencyHistogram, encoded, msAt, recordMs } from "../core/histogram.ts";
import { cheaper, race } from "../core/race.ts";
import type { Check, Curve, Latencies, Row } from "../suite.ts";
import type { GrownLog } from "./grown-logs.ts";
import { benchEntries } from "./subject.ts";
import { chainInMemory, usualChain } from "./yardsticks.ts";

export interface Verified {
  readonly rows: Row[];
  readonly checks: Check[];
  readonly latencies: Latencies[];
  readonly curves: Curve[];
}

const proofs = 2_000;
const measures = [
  ["wallMicrosEach", "entries/s"],
  ["cpuMicrosEach", "CPU-µs, all threads"],
] as const;

/** Verification beside the bare hashing of the same bytes, and inclusion proofs, at each size. */
export async function verifying(grown: readonly GrownLog[], rounds: number): Promise<Verified> {
  const rows: Row[] = [];
  const checks: Check[] = [];
  const latencies: Latencies[] = [];
  const points: { cold: [number, number][]; warm: [number, number][] } = { cold: [], warm: [] };

  for (const { log } of grown) {
    const size = await log.size();
    const entries = benchEntries(Math.min(size, 50_000));
    const racers = [
      chainInMemory(entries, "SHA-256 chain in memory, one thread"),
      usualChain(entries, "SHA-256 chain in memory as usually written, one thread"),
      { name: `verify ${size} entries`, run: () => log.verify().then(() => undefined) },
    ];
    const finishes = await race(racers, { rounds, operations: size });
    const ours = finishes.at(-1);
    for (const raw of finishes) {
      if (ours === undefined || raw === ours) continue;
      for (const [by, unit] of measures) {
        const { median, range } = cheaper(ours, raw, by);
        const value = by === "wallMicrosEach" ? 1e6 / ours[by] : ours[by];
        const row = {
          name: ours.name,
          unit,
          value,
          n: size * rounds,
          ratio: median,
          range,
          against: raw.name,
        };
        rows.push({ ...row, goal: "≥ 0.6" });
      }
    }

    const root = await log.root();
    const prove = log.prover();
    let proven = 0;
    for (const kind of ["cold", "warm"] as const) {
      const histogram = latencyHistogram();
      for (let n = 0; n < proofs; n += 1) {
        // Cold: tiles that no proof has met yet. Warm: those of the last 100,000 entries, met by the round before.
        const prover = kind === "cold" ? log.prover() : prove;
        const index =
          kind === "cold" ? place(size, n) : size - 1 - (place(size, n) % Math.min(size, 100_000));
        if (kind === "warm") prover(index, size);
        const startedAt = performance.now();
        const path = prover(index, size);
        recordMs(histogram, performance.now() - startedAt);
        if (log.check(index, size, path, root)) proven += 1;
      }
      const name = `proof of 1 in ${size}, tiles ${kind === "cold" ? "read from files" : "cached"}`;
      latencies.push(encoded(name, histogram));
      const [p50, p99] = [msAt(histogram, 50), msAt(histogram, 99)];
      points[kind].push([size, p99]);
      rows.push({ name: `${name}, p50`, unit: "ms", value: p50, n: proofs });
      rows.push({ name: `${name}, p99`, unit: "ms", value: p99, n: proofs, goal: "≤ 1 ms cached" });
    }
    const detail = `${proven} of ${2 * proofs} proofs lead to the signed root of ${size}`;
    checks.push({ name: `proofs at ${size} entries prove`, ok: proven === 2 * proofs, detail });
  }
  const curve = { unit: "ms, p99", over: "entries" };
  const curves = [
    { name: "inclusion proof, tiles read from files", ...curve, points: points.cold },
    { name: "inclusion proof, tiles cached", ...curve, points: points.warm },
  ];
  return { rows, checks, latencies, curves };
}

/** Places that are spread over a log, the same in every run. */
function place(size: number, n: number): number {
  return (n * 2_654_435_761) % size;
}
