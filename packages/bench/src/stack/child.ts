import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "@careline/faults";

export interface Child {
  readonly name: string;
  readonly pid: number;
  readonly process: ChildProcess;
  /** Asks it to end, and ends it when it does not within ten seconds. */
  stop(): Promise<void>;
}

export interface ChildOptions {
  readonly name: string;
  readonly file: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Where its output goes. */
  readonly log: string;
  readonly ipc?: boolean;
}

/** Starts a Node program as a process of its own, by the same Node. */
export function startChild({ name, file, cwd, env = {}, log, ipc = false }: ChildOptions): Child {
  const out = openSync(log, "a");
  const stdio: ("ignore" | "ipc" | number)[] = ["ignore", out, out];
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", file], {
    ...(cwd !== undefined && { cwd }),
    env: { ...process.env, ...env },
    stdio: ipc ? [...stdio, "ipc"] : stdio,
  });
  if (child.pid === undefined) throw new Fault("unavailable", `${name} did not start`);
  const { pid } = child;
  const endWithUs = (): void => void child.kill("SIGKILL");
  process.once("exit", endWithUs);
  return {
    name,
    pid,
    process: child,
    async stop() {
      process.removeListener("exit", endWithUs);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await gone;
      clearTimeout(late);
    },
  };
}

/** Waits until a URL answers 200; says the end of the log when the process ends instead. */
export async function untilReady(child: Child, url: string, log: string, withinMs = 60_000): Promise<void> {
  for (const giveUpAt = Date.now() + withinMs; Date.now() < giveUpAt; await pause(10)) {
    if (child.process.exitCode !== null) break;
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.status === 200) return;
  }
  const end = readFileSync(log, "utf8").trim().split("\n").slice(-5).join("\n");
  throw new Fault("unavailable", `${child.name} is not ready: ${end}`);
}
