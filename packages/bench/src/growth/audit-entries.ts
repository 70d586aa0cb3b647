import { growLog } from "../audit/grown-logs.ts";
import type { Place } from "../audit/appending.ts";
import type { Subject } from "../audit/subject.ts";
import { cpuMicrosOf } from "../core/cpu.ts";
import type { Filled, Kind, Lap } from "./lap.ts";

/** Entries heard, appended and sealed a batch at a time, as compliance-audit does, in logs of different sizes. */
export function auditEntries(place: Place, operations: number, rounds: number): Kind {
  return {
    operation: "an audit entry appended",
    stored: "entries",
    // A log cannot be made smaller again: one that the laps would make another size is made anew for each.
    fill: (size) => filled(place, size, operations, operations * rounds <= size / 3),
  };
}

async function filled(place: Place, size: number, operations: number, isKept: boolean): Promise<Filled> {
  const grow = async () => (await growLog(place, size)).log;
  const kept = isKept ? await grow() : undefined;
  let [heard, inLogs] = [0, 0];
  const finish = async (log: Subject): Promise<void> => {
    [heard, inLogs] = [heard + log.said(), inLogs + (await log.size())];
    await log.close();
  };
  return {
    size,
    async lap() {
      const log = kept ?? (await grow());
      // Compiled and fetched first, measured then.
      await append(log, operations / 4);
      const lap = await measured(log, operations, place.mongoPid);
      if (log !== kept) await finish(log);
      return lap;
    },
    async check() {
      if (kept !== undefined) [heard, inLogs] = [kept.said(), await kept.size()];
      const name = `logs of ${size.toLocaleString("en")} grew by what they heard`;
      return { name, ok: heard === inLogs, detail: `${heard} heard, ${inLogs} in the logs` };
    },
    close: async () => kept?.close(),
  };
}

async function measured(log: Subject, operations: number, mongoPid: number): Promise<Lap> {
  const stored = log.said() + operations / 2;
  const [own, database] = [process.cpuUsage(), cpuMicrosOf(mongoPid)];
  await append(log, operations);
  const { user, system } = process.cpuUsage(own);
  return {
    ...{ stored, operations, serviceMicrosEach: (user + system) / operations },
    databaseMicrosEach: (cpuMicrosOf(mongoPid) - database) / operations,
  };
}

async function append(log: Subject, count: number): Promise<void> {
  await log.hear(count);
  await log.append();
  await log.seal();
}
