import { randomInt } from "node:crypto";
import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "@careline/faults";

/** Where the real stack's programs, data and state files live; git-ignored. */
export const realHome = join(import.meta.dirname, "../../../../.careline/real");

/** Does this process still run? */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Is this process still the program that was started, and not a stranger who got its number? Linux looks, others trust. */
export async function isProgram(pid: number, word: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== "linux") return true;
  const line = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return line.includes(word);
}

const ours = new Set<number>();
let isListening = false;

/** However this process ends, that one ends with it, unless `endProcess` has ended it before. */
export function endWithUs(pid: number): void {
  if (!isListening) process.once("exit", () => ours.forEach(kill));
  isListening = true;
  ours.add(pid);
}

function kill(pid: number): void {
  if (isAlive(pid)) process.kill(pid, "SIGKILL");
}

/** Ends a process kindly, and after 15 s for good. */
export async function endProcess(pid: number): Promise<void> {
  ours.delete(pid);
  if (isAlive(pid)) process.kill(pid, "SIGTERM");
  for (let waitedMs = 0; isAlive(pid); waitedMs += 25) {
    if (waitedMs === 15_000) process.kill(pid, "SIGKILL");
    await pause(25);
  }
}

/** A port that nobody uses now. */
export async function freePort(): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await listenOn(randomInt(freeFrom, freeUntil));
    } catch (error) {
      if (tries === 50) throw error;
    }
  }
}

// Below the ports of outgoing connections: a server that is killed and comes back must find its port free.
const freeFrom = 12_000;
const freeUntil = 20_000;

/** Refuses, in one line, a port that somebody uses. */
export async function claimPort(port: number, what: string): Promise<number> {
  return listenOn(port).catch((cause: unknown) => {
    throw new Fault("unavailable", `port ${port} is taken, so ${what} cannot start there`, { cause });
  });
}

function listenOn(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : port));
    });
  });
}

/** One process at a time does this work; the lock of a dead one is taken over. */
export async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  await mkdir(realHome, { recursive: true });
  const lock = join(realHome, `${name}.lock`);
  while (!(await take(lock))) await pause(50);
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function take(lock: string): Promise<boolean> {
  try {
    await writeFile(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    const holder = Number(await readFile(lock, "utf8").catch(() => ""));
    const isOrphan = holder > 0 ? !isAlive(holder) : await isOld(lock);
    if (isOrphan) await rm(lock, { force: true });
    return false;
  }
}

/** A lock without a number belongs to someone who died between making it and signing it. */
async function isOld(lock: string): Promise<boolean> {
  const made = await stat(lock).catch(() => undefined);
  return made !== undefined && Date.now() - made.mtimeMs > 2_000;
}
