import { openLogForBench, type Subject } from "./subject.ts";

export interface GrownLog {
  readonly size: number;
  readonly log: Subject;
}

const part = 20_000;

/** A log of so many entries, made by hearing, appending and sealing as the service does, in a database of its own. */
export async function growLog(at: { uri: string; folder: string }, size: number): Promise<GrownLog> {
  const log = await openLogForBench(at);
  for (let left = size; left > 0; left -= part) {
    await log.hear(Math.min(left, part));
    await log.append();
    await log.seal();
  }
  return { size, log };
}
