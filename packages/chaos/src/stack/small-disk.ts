import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

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
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "careline-chaos", path]);
  const unmount = (): void => void spawnSync("umount", ["-l", path]);
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
  const { status, stderr } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "careline-chaos", path], {
    encoding: "utf8",
  });
  if (status === 0) spawnSync("umount", [path]);
  rmSync(path, { recursive: true, force: true });
  return status === 0 ? undefined : stderr.trim() || "mount is not there";
}
