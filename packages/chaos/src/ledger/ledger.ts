import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { Fault } from "@careline/faults";
import type { Entry } from "./record.ts";

/** One writer's file of the ledger: lines are added at its end and never touched again. */
export interface Ledger {
  add(entry: Entry): void;
  /** Resolves when all that was added lies in the file. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export function openLedger(file: string): Ledger {
  const stream = createWriteStream(file, { flags: "a" });
  return {
    add: (entry) => void stream.write(`${JSON.stringify(entry)}\n`),
    flush: () => new Promise((resolve) => stream.write("", () => resolve())),
    async close() {
      stream.end();
      await once(stream, "close");
    },
  };
}

/** Throws Fault("invalid") where there is a ledger already: what was asked in an earlier run would be missed in this one. */
export function refuseOld(files: readonly string[]): void {
  const old = files.find((file) => existsSync(file));
  if (old !== undefined) throw new Fault("invalid", `${old} is an earlier run's; take another folder`);
}

/** All that the writers of a run have put down. A line that is no entry makes the whole run worthless. */
export async function readLedger(files: readonly string[]): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (const file of files) {
    if (!existsSync(file)) continue;
    for await (const line of createInterface({ input: createReadStream(file) })) entries.push(parsed(line));
  }
  return entries;
}

function parsed(line: string): Entry {
  try {
    return JSON.parse(line) as Entry;
  } catch (cause) {
    throw new Fault("unreadable", "the ledger has a broken line: the run says nothing", { cause });
  }
}
