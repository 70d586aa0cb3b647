import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Fault } from "@careline/faults";
import type { House } from "../house.ts";

export type HouseFacts = Pick<House, "local" | "mongo">;

/** A house that can be killed and comes back on the same data. */
export interface ChildHouse {
  /** Resolves with the house that runs now, or with the next one while none does. */
  current(): Promise<HouseFacts>;
  /** SIGKILL for the whole process group, then a new start; resolves when that one is ready. */
  killAndRestart(): Promise<{ readonly killedAt: number; readonly readyAt: number }>;
  stop(): Promise<void>;
}

const entry = fileURLToPath(new URL("house-process.ts", import.meta.url));

export async function childHouse(data: string, real: boolean): Promise<ChildHouse> {
  const log = openSync(join(data, "house.log"), "a");
  const start = (): ChildProcess =>
    spawn(process.execPath, [entry, data, real ? "real" : "embedded"], {
      // A group of its own, so that one signal reaches every process that the house may have started.
      detached: true,
      stdio: ["ignore", log, log, "ipc"],
    });
  let child = start();
  let running = factsOf(child);
  await running;
  return {
    current: () => running,
    async killAndRestart() {
      const gone = once(child, "exit");
      const killedAt = performance.now();
      process.kill(-(child.pid ?? 0), "SIGKILL");
      let isBack: (facts: HouseFacts) => void = () => undefined;
      running = new Promise((resolve) => (isBack = resolve));
      await gone;
      child = start();
      isBack(await factsOf(child));
      return { killedAt, readyAt: performance.now() };
    },
    async stop() {
      const gone = once(child, "exit");
      child.disconnect();
      await gone;
    },
  };
}

async function factsOf(child: ChildProcess): Promise<HouseFacts> {
  return new Promise((resolve, reject) => {
    child.once("message", (facts) => resolve(facts as HouseFacts));
    child.once("exit", (code) =>
      reject(new Fault("unavailable", `the house of the storm ended with ${code} before it was ready`)),
    );
  });
}
