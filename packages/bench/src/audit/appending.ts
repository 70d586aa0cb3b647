import { cheaper, race, type Racer } from "../core/race.ts";
import { cpuMicrosOf } from "../core/cpu.ts";
import type { Check, Row } from "../suite.ts";
import { benchEntries, openLogForBench } from "./subject.ts";
import { chainInFile, chainInMemory, rawInserts } from "./yardsticks.ts";

export interface Place {
  readonly uri: string;
  readonly mongoPid: number;
  readonly folder: string;
}

export interface Sizes {
  readonly rounds: number;
  readonly operations: number;
}

/** Records that become durable, and records that become entries of the log, beside what is the least for either. */
export async function appending(
  { uri, mongoPid, folder }: Place,
  { rounds, operations }: Sizes,
): Promise<{ rows: Row[]; checks: Check[] }> {
  const entries = benchEntries(5_000);
  const raw = await rawInserts(entries, uri);
  // Of the first, what is heard waits until the end.
  const [waiting, log] = [await openLogForBench({ uri, folder }), await openLogForBench({ uri, folder })];
  const cpuMicros = (): number => {
    const { user, system } = process.cpuUsage();
    return user + system + cpuMicrosOf(mongoPid);
  };
  const racers: Racer[] = [
    chainInMemory(entries, "SHA-256 chain in memory"),
    chainInFile(entries, "SHA-256 chain, fdatasync per 1,000", folder),
    { name: "insertMany 1,000, majority", run: raw.insert, cpuMicros },
    { name: "heard: durable", run: (count) => waiting.hear(count), cpuMicros },
    { name: "heard and appended: in the log", run: (count) => log.hear(count).then(log.append), cpuMicros },
  ];
  const finishes = await race(racers, { rounds, operations });
  const [, file, inserts, , both] = finishes;
  if (!file || !inserts || !both) throw new Error("a racer did not finish");

  const n = operations * rounds;
  const rows = finishes.flatMap((finish): Row[] => {
    const { median, range } = cheaper(finish, inserts, "wallMicrosEach");
    const ratio = finish === inserts ? {} : { ratio: median, range, against: inserts.name };
    return [
      { name: finish.name, unit: "entries/s", value: 1e6 / finish.wallMicrosEach, n, ...ratio },
      { name: `${finish.name}, with the database`, unit: "CPU-µs", value: finish.cpuMicrosEach, n },
    ];
  });
  const byFile = cheaper(both, file, "wallMicrosEach");
  rows.push({
    ...{ name: both.name, unit: "entries/s", value: 1e6 / both.wallMicrosEach, n },
    ...{ ratio: byFile.median, range: byFile.range, against: file.name, goal: "≥ 20,000 durable entries/s" },
  });
  const backlog = waiting.said();
  const startedAt = performance.now();
  await waiting.append();
  const seconds = (performance.now() - startedAt) / 1_000;
  rows.push({ name: "appended, of a backlog", unit: "entries/s", value: backlog / seconds, n: backlog });

  const said = log.said();
  await log.hearAgain(said - 300, said);
  await log.append();
  const logs = [waiting, log];
  for (const one of logs) await one.seal();
  const sizes = await Promise.all(logs.map((one) => one.size()));
  const verified = await Promise.all(logs.map((one) => one.verify()));
  const ok = logs.every((one, at) => sizes[at] === one.said() && verified[at] === one.said());
  const detail = `${backlog}, ${said} heard, ${sizes.join(", ")} in the logs, ${verified.join(", ")} verified; 300 heard twice`;
  await Promise.all([...logs.map((one) => one.close()), raw.close()]);
  return { rows, checks: [{ name: "every record is one entry of logs that verify", ok, detail }] };
}
