import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "@careline/faults";

/** A disk so small that it can be filled up. */
export interface SmallDisk {
  readonly path: string;
  fill(): void;
  free(): void;
  unmount(): void;
}

const fillerName = "filler";

/** Mounts a disk in memory at a folder. */
export function smallDisk(path: string, megabytes: number): SmallDisk {
  mkdirSync(path, { recursive: true });
  const problem = mount(path, megabytes);
  if (problem !== undefined) throw new Fault("unavailable", `no disk can be mounted: ${problem}`);
  const unmount = (): void => void system("umount", "-l", path);
  process.once("exit", unmount);
  const filler = join(path, fillerName);
  return {
    path,
    fill() {
      const { bavail, bsize } = statfsSync(path);
      try {
        writeFileSync(filler, Buffer.alloc(bavail * bsize));
      } catch {
        // As full as it gets: others wrote at the same time.
      }
    },
    free: () => rmSync(filler, { force: true }),
    unmount,
  };
}

/** Why no disk can be mounted here; undefined where one can. */
export function mountProblem(): string | undefined {
  if (process.platform !== "linux") return "only Linux mounts disks in memory";
  const path = mkdtempSync(join(tmpdir(), "careline-mount-"));
  const problem = mount(path, 1);
  if (problem === undefined) system("umount", path);
  rmSync(path, { recursive: true, force: true });
  return problem;
}

function mount(path: string, megabytes: number): string | undefined {
  const options = ["-t", "tmpfs", "-o", `size=${megabytes}m`, "careline-chaos", path];
  const { status, stderr } = system("mount", ...options);
  return status === 0 ? undefined : stderr.trim() || "there is no mount";
}

function system(program: string, ...args: readonly string[]) {
  const { status, stderr } = spawnSync(program, args, { encoding: "utf8" });
  return { status, stderr: stderr ?? "" };
}
