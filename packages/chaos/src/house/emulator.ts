import { fork } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Fault } from "@careline/faults";
import type { EmulatorNews, EmulatorOrder } from "./emulator-process.ts";

/** Meta and the phones of all clinics' patients, in a process that survives. */
export interface EmulatorChild {
  /** Of each world, in the order in which they were ordered. */
  readonly urls: readonly string[];
  readonly pid: number;
  news(): EmulatorNews;
  /** The first intent that reached a patient who had consented. */
  firstIntentOf(patient: string): string | undefined;
  /** Resolves when its part of the ledger lies in the file. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

const entry = fileURLToPath(new URL("emulator-process.ts", import.meta.url));

export async function startEmulatorChild(data: string, order: EmulatorOrder): Promise<EmulatorChild> {
  const log = openSync(join(data, "emulator.log"), "a");
  const child = fork(entry, { stdio: ["ignore", log, log, "ipc"] });
  const failed = once(child, "exit").then(() => {
    throw new Fault("unavailable", "the emulator did not start; see emulator.log");
  });
  child.send(order);
  const first = (await Promise.race([once(child, "message"), failed])) as [{ urls: readonly string[] }];
  failed.catch(() => undefined);
  const intents = new Map<string, string>();
  let latest: EmulatorNews = { answers: 0, reminders: 0, events: 0, isQuiet: false, heard: [] };
  const flushed: (() => void)[] = [];
  child.on("message", (news: EmulatorNews | { readonly flushed: true }) => {
    if ("flushed" in news) return flushed.shift()?.();
    latest = news;
    for (const { patient, intent } of news.heard) intents.set(patient, intent);
  });
  return {
    urls: first[0].urls,
    pid: child.pid ?? -1,
    news: () => latest,
    firstIntentOf: (patient) => intents.get(patient),
    flush: () =>
      new Promise((resolve) => {
        flushed.push(resolve);
        child.send("flush");
      }),
    async stop() {
      if (child.exitCode !== null) return;
      const gone = once(child, "exit");
      child.disconnect();
      await gone;
    },
  };
}
