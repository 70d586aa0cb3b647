import { readFileSync } from "node:fs";

// The kernel counts in hundredths of a second (USER_HZ), on every Linux that Node runs on.
const microsPerTick = 10_000;

/** CPU time of a process so far, all its threads, user and system, in µs: the kernel's own accounting. */
export function cpuMicrosOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  // The second field is a name in brackets, which may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * microsPerTick;
}

export function cpuMicrosOfAll(pids: Iterable<number>): number {
  let sum = 0;
  for (const pid of pids) sum += cpuMicrosOf(pid);
  return sum;
}

/** Resident memory of a process, in MB. */
export function residentMegabytesOf(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "latin1")) ?? [];
  return Number(kilobytes) / 1_024;
}
