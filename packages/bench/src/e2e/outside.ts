import type { LoadReport, LoadWish, Outside, OutsideOptions } from "./load-report.ts";
import { fork } from "node:child_process";
import { join } from "node:path";
import { Fault } from "@careline/faults";

/** Starts the world outside the house as a process: patients who write, and Meta, who takes answers and tells of them. */
export async function startOutside(options: OutsideOptions): Promise<Outside> {
  const child = fork(join(import.meta.dirname, "outside.process.ts"), { serialization: "advanced" });
  const endWithUs = (): void => void child.kill("SIGKILL");
  process.once("exit", endWithUs);
  const ask = (wish: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const gone = (): void => reject(new Fault("unavailable", "the load generator ended"));
      child.once("exit", gone);
      child.once("message", (answer) => {
        child.removeListener("exit", gone);
        resolve(answer);
      });
      child.send(wish as object);
    });
  await ask(options);
  return {
    pid: child.pid ?? 0,
    load: async (wish: LoadWish) => (await ask(wish)) as LoadReport,
    stop() {
      process.removeListener("exit", endWithUs);
      child.kill("SIGTERM");
    },
  };
}
