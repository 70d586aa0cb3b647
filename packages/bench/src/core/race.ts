/** One of those who are compared. `run` does so many operations and resolves when all are done. */
export interface Racer {
  readonly name: string;
  run(operations: number): Promise<void> | void;
  /** CPU-µs used so far by every process that takes part; absent: this process. */
  cpuMicros?(): number;
}

export interface RaceOptions {
  readonly rounds: number;
  /** Operations of a slice, or how long a slice should take: then each racer is tried out first. */
  readonly operations?: number;
  readonly sliceMs?: number;
}

export interface Lap {
  readonly operations: number;
  readonly cpuMicrosEach: number;
  readonly wallMicrosEach: number;
}

export interface Finish {
  readonly name: string;
  readonly laps: readonly Lap[];
  readonly cpuMicrosEach: number;
  readonly wallMicrosEach: number;
}

export interface Ratio {
  readonly median: number;
  readonly range: readonly [number, number];
}

/** The share of rounds that only warm up: compilers, caches and brokers get dearer work first. */
const warmUpShare = 0.2;

/** Runs the racers in rounds, A B C then C B A, so that a noisy neighbour disturbs all of them alike. */
export async function race(racers: readonly Racer[], options: RaceOptions): Promise<readonly Finish[]> {
  const sizes = new Map<string, number>();
  for (const racer of racers) sizes.set(racer.name, await sizeOf(racer, options));
  const laps = new Map<string, Lap[]>(racers.map(({ name }) => [name, []]));
  const warmUps = Math.max(1, Math.round(options.rounds * warmUpShare));
  for (let round = 0; round < options.rounds + warmUps; round += 1) {
    for (const racer of round % 2 === 0 ? racers : racers.toReversed()) {
      const lap = await runLap(racer, sizes.get(racer.name) ?? 1);
      if (round >= warmUps) laps.get(racer.name)?.push(lap);
    }
  }
  return racers.map(({ name }) => finishOf(name, laps.get(name) ?? []));
}

/** How many times cheaper `one` was than `other`: round by round, then the median. */
export function cheaper(one: Finish, other: Finish, by: keyof Lap = "cpuMicrosEach"): Ratio {
  return ratioOf(other.laps.map((lap, round) => lap[by] / (one.laps[round]?.[by] ?? Number.NaN)));
}

export function ratioOf(ratios: readonly number[]): Ratio {
  return { median: median(ratios), range: [Math.min(...ratios), Math.max(...ratios)] };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

export function finishOf(name: string, laps: readonly Lap[]): Finish {
  return {
    name,
    laps,
    cpuMicrosEach: median(laps.map(({ cpuMicrosEach }) => cpuMicrosEach)),
    wallMicrosEach: median(laps.map(({ wallMicrosEach }) => wallMicrosEach)),
  };
}

async function runLap(racer: Racer, operations: number): Promise<Lap> {
  const cpu = racer.cpuMicros?.bind(racer) ?? ownCpuMicros;
  const cpuBefore = cpu();
  const startedAt = performance.now();
  await racer.run(operations);
  const wallMicros = (performance.now() - startedAt) * 1_000;
  return {
    operations,
    cpuMicrosEach: (cpu() - cpuBefore) / operations,
    wallMicrosEach: wallMicros / operations,
  };
}

async function sizeOf(racer: Racer, { operations, sliceMs = 120 }: RaceOptions): Promise<number> {
  if (operations !== undefined) return operations;
  for (let size = 1; ; size *= 4) {
    const { wallMicrosEach } = await runLap(racer, size);
    const tookMs = (wallMicrosEach * size) / 1_000;
    if (tookMs >= sliceMs / 8) return Math.max(1, Math.round((size * sliceMs) / tookMs));
  }
}

function ownCpuMicros(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
