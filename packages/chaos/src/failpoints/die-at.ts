import { setTimeout as pause } from "node:timers/promises";
import type { Lead } from "./lead.ts";
import type { Replica } from "../house/replica.ts";
import type { Supervisor } from "../house/supervisor.ts";

/** `broke off`: it ended in its start for want of something, and says nothing of the place. */
export type Death = "died there" | "not reached" | "broke off";

export interface Place {
  readonly name: string;
  readonly passing: number;
  /** How long it may take to come by, once it is ready. */
  readonly withinMs: number;
  /** What leads there. */
  readonly lead?: Lead | undefined;
}

const readyWithinMs = 60_000;
const slowdown = 3;
const slowMs = 20_000;
const stopWithinMs = 6_000;
// By then it has taken what it gives up when it stops.
const atWorkMs = 500;

// A lease is given up by who stops, and by nobody else.
const isPassedAtStop = (name: string): boolean => name.startsWith("lease.") && name.endsWith("-release");

/**
 * Starts it with one place armed and waits until it dies there; what is not reached in time is killed where it stands, or
 * asked to stop where that leads there. In the end the process is gone; whoever called starts it again, armed or not.
 */
export async function dieAt(one: Replica, watch: Supervisor, place: Place): Promise<Death> {
  one.isWanted = false;
  await killed(one);
  // With the database away it leads nowhere, and the place is tried again.
  await place.lead?.beforeStart?.().catch(() => undefined);
  one.start({ CHAOS_FAILPOINT: `${place.name}:${place.passing}` });
  let undo: (() => void) | undefined;
  let isOver = false;
  const lead = (): void => {
    if (!isOver) undo = place.lead?.onceReady?.(one.service);
  };
  const isAtStop = isPassedAtStop(place.name);
  const { withinMs } = place;
  // Where a start takes long, everything does.
  const waitMs = (startMs: number): number =>
    isAtStop ? atWorkMs : Math.max(withinMs, Math.min(slowdown * startMs, slowMs));
  const early = await Promise.race([one.gone(), readyThen(one, waitMs, lead)]);
  isOver = true;
  undo?.();
  const how = early ?? (await (isAtStop ? stopped(one) : killed(one)));
  if (how === "SIGKILL") {
    watch.struck("failpoint", `${one.name} ${place.name}`)();
    return "died there";
  }
  return early === undefined ? "not reached" : "broke off";
}

/** Lets it live again, with nothing armed. */
export function revive(one: Replica): void {
  one.isWanted = true;
  one.start();
}

async function stopped(one: Replica): Promise<string> {
  if (!one.isRunning) return "was not running";
  one.signal("SIGTERM");
  const how = await Promise.race([one.gone(), pause(stopWithinMs, undefined)]);
  return how ?? killed(one);
}

async function killed(one: Replica): Promise<string> {
  if (one.isRunning) one.signal("SIGKILL");
  await one.gone();
  return "by us";
}

/** Undefined, so long after it was ready: nothing of the load leads there. */
async function readyThen(
  one: Replica,
  waitMs: (startMs: number) => number,
  lead: () => void,
): Promise<undefined> {
  const startedAt = Date.now();
  const giveUpAt = startedAt + readyWithinMs;
  while (one.isRunning && Date.now() < giveUpAt && !(await one.isReady())) await pause(100);
  lead();
  await pause(waitMs(Date.now() - startedAt));
}
