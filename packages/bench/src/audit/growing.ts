import { cpuMicrosOf } from "../core/cpu.ts";
import { race, ratioOf } from "../core/race.ts";
import type { Check, Curve, Row } from "../suite.ts";
import type { Place, Sizes } from "./appending.ts";
import { openLogForBench, type Subject } from "./subject.ts";

export interface Grown {
  readonly size: number;
  readonly log: Subject;
}

const part = 20_000;

/** Logs of each size, made by hearing, appending and sealing as the service does, each in a database of its own. */
export async function grow(
  { uri, folder }: Place,
  sizes: readonly number[],
  say: (line: string) => void,
): Promise<Grown[]> {
  const grown: Grown[] = [];
  for (const size of sizes) {
    const log = await openLogForBench({ uri, folder });
    const startedAt = performance.now();
    for (let left = size; left > 0; left -= part) {
      await log.hear(Math.min(left, part));
      await log.append();
      await log.seal();
    }
    const seconds = (performance.now() - startedAt) / 1_000;
    say(`a log of ${size} entries, heard, appended, sealed: ${Math.round(size / seconds)}/s`);
    grown.push({ size, log });
  }
  return grown;
}

/** What one more entry costs in logs of different sizes, heard, appended, sealed and published, in turn. */
export async function growing(
  grown: readonly Grown[],
  { mongoPid }: Place,
  { rounds, operations }: Sizes,
): Promise<{ rows: Row[]; checks: Check[]; curves: Curve[] }> {
  const cpuMicros = (): number => {
    const { user, system } = process.cpuUsage();
    return user + system + cpuMicrosOf(mongoPid);
  };
  const racers = grown.map(({ size, log }) => ({
    name: `one more entry at ${size}`,
    cpuMicros,
    async run(count: number) {
      await log.hear(count);
      await log.append();
      await log.seal();
    },
  }));
  const finishes = await race(racers, { rounds, operations });
  const rows = finishes.map((finish, place): Row => {
    const before = finishes[place - 1];
    const row = { name: finish.name, unit: "CPU-µs", value: finish.cpuMicrosEach, n: operations * rounds };
    if (before === undefined) return row;
    const ratios = finish.laps.map((lap, n) => (before.laps[n]?.cpuMicrosEach ?? 0) / lap.cpuMicrosEach);
    const { median, range } = ratioOf(ratios);
    return {
      ...row,
      ratio: median,
      range,
      against: before.name,
      goal: "≥ 0.9: at most 10 % more per tenfold",
    };
  });
  const sizes = await Promise.all(grown.map(({ log }) => log.size()));
  const said = grown.map(({ log }) => log.said());
  const detail = `${said.join(", ")} heard, ${sizes.join(", ")} in the logs`;
  const checks = [
    { name: "logs grew by what they heard", ok: sizes.every((size, n) => size === said[n]), detail },
  ];
  const points = finishes.map(({ cpuMicrosEach }, n) => [grown[n]?.size ?? 0, cpuMicrosEach] as const);
  const curves = [{ name: "one more audit entry", unit: "CPU-µs", over: "entries", points }];
  return { rows, checks, curves };
}
