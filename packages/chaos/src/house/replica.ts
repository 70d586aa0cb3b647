import { type ChildProcess, spawn } from "node:child_process";
import { openSync } from "node:fs";
import type { ServiceName } from "@careline/local/environments";
import type { Env } from "@careline/runtime";

/** Who may die: a service, or what looks after keys beside them. */
export type Mortal = ServiceName | "caretaker";

/** How a process came to its end. What cannot start, for want of a broker, ends by itself and is started again. */
export type End = "ordered" | "in its start" | "by itself";

/** One process of a service, which may die and be started again. */
export interface Replica {
  readonly name: string;
  readonly service: Mortal;
  readonly isRunning: boolean;
  /** Should it run? What dies and is wanted comes back. */
  isWanted: boolean;
  readonly pid: number | undefined;
  start(extra?: Env): void;
  /** A signal by our own order: the end that follows is no finding. */
  signal(signal: NodeJS.Signals): void;
  /** Resolves with the exit code or signal when the process that runs now is gone. */
  gone(): Promise<string>;
  isReady(): Promise<boolean>;
}

export interface ReplicaPlan {
  readonly name: string;
  readonly service: Mortal;
  readonly isWanted: boolean;
  /** The folder in which it runs, and its file. */
  readonly folder: string;
  readonly file: string;
  readonly env: Env;
  readonly healthPort: number;
  readonly log: string;
  /** Told of each end. */
  readonly onEnd: (replica: Replica, how: string, end: End) => void;
}

const lookEveryMs = 500;
const deadly = new Set<NodeJS.Signals>(["SIGKILL", "SIGTERM", "SIGINT"]);

// However the suite ends, no process of a house goes on without it.
const alive = new Set<ChildProcess>();
process.once("exit", () => alive.forEach((child) => child.kill("SIGKILL")));

export function replica({
  name,
  service,
  isWanted,
  folder,
  file,
  env,
  healthPort,
  log,
  onEnd,
}: ReplicaPlan): Replica {
  const output = openSync(log, "a");
  let child: ChildProcess | undefined;
  let isOrdered = false;
  let wasReady = false;
  let ended: Promise<string> = Promise.resolve("never started");
  const self: Replica = {
    name,
    service,
    isWanted,
    get isRunning() {
      return child !== undefined;
    },
    get pid() {
      return child?.pid;
    },
    start(extra = {}) {
      if (child !== undefined) return;
      isOrdered = false;
      const isArmed = extra["CHAOS_FAILPOINT"] !== undefined;
      const started = spawn(process.execPath, [file], {
        cwd: folder,
        env: { ...process.env, ...env, HEALTH_ADDRESS: `127.0.0.1:${healthPort}`, ...extra },
        stdio: ["ignore", output, output],
      });
      child = started;
      alive.add(started);
      wasReady = false;
      const look = setInterval(() => {
        if (child !== started || wasReady) return clearInterval(look);
        void self.isReady().then((ready) => (wasReady ||= ready && child === started));
      }, lookEveryMs);
      ended = new Promise((resolve) =>
        started.once("exit", (code, signal) => {
          const how = signal ?? `exit code ${code}`;
          child = undefined;
          alive.delete(started);
          resolve(how);
          // A process that kills itself at the place it was told is doing what we ordered.
          const isOurs = isOrdered || (isArmed && how === "SIGKILL");
          onEnd(self, how, isOurs ? "ordered" : wasReady ? "by itself" : "in its start");
        }),
      );
    },
    signal(signal) {
      if (deadly.has(signal)) isOrdered = true;
      child?.kill(signal);
    },
    gone: () => ended,
    async isReady() {
      if (child === undefined) return false;
      const url = `http://127.0.0.1:${healthPort}/ready`;
      return fetch(url, { signal: AbortSignal.timeout(2_500) })
        .then(async (answer) => {
          await answer.arrayBuffer();
          return answer.status === 200;
        })
        .catch(() => false);
    },
  };
  return self;
}
