import { execFileSync } from "node:child_process";
import { availableParallelism, cpus, hostname, loadavg, totalmem } from "node:os";

export interface Environment {
  readonly host: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
  readonly commit: string;
  /** With changes that the commit does not have. */
  readonly isDirty: boolean;
  readonly loadBefore: readonly number[];
}

/** The machine and the code that a run measures. */
export function environment(): Environment {
  return {
    host: hostname(),
    cpu: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    commit: git("rev-parse", "--short", "HEAD"),
    isDirty: git("status", "--porcelain", "--untracked-files=no") !== "",
    loadBefore: loadavg(),
  };
}

function git(...args: string[]): string {
  try {
    const stdio: ["ignore", "pipe", "ignore"] = ["ignore", "pipe", "ignore"];
    return execFileSync("git", args, { cwd: import.meta.dirname, encoding: "utf8", stdio }).trim();
  } catch {
    return "unknown";
  }
}
