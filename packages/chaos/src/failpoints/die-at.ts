import { setTimeout as pause } from "node:timers/promises";
import type { ChaosHouse } from "../house/house.ts";
import type { Supervisor } from "../house/supervisor.ts";
import type { Point } from "./find-points.ts";

export type Death = "died there" | "not reached";

const reachedWithinMs = 15_000;
const readyWithinMs = 120_000;

/** Starts the service anew with one place armed, waits until it dies there, and brings it back. */
export async function dieAt(
  house: ChaosHouse,
  watch: Supervisor,
  { name, service }: Point,
  passing: number,
): Promise<Death> {
  const one = house.replicas.find((replica) => replica.service === service);
  if (one === undefined) return "not reached";
  one.isWanted = false;
  one.signal("SIGKILL");
  await one.gone();
  const heal = watch.struck(name, one.name);
  one.start({ CHAOS_FAILPOINT: `${name}:${passing}` });
  const reached = await Promise.race([
    one.gone().then((how) => how === "SIGKILL"),
    readyThen(one.isReady, reachedWithinMs),
  ]);
  one.isWanted = true;
  if (one.isRunning) one.signal("SIGKILL");
  await one.gone();
  one.start();
  heal();
  await untilReady(one.isReady);
  return reached ? "died there" : "not reached";
}

/** False, so long after it was ready: nothing of the load leads there. */
async function readyThen(isReady: () => Promise<boolean>, ms: number): Promise<false> {
  await untilReady(isReady);
  await pause(ms);
  return false;
}

async function untilReady(isReady: () => Promise<boolean>): Promise<void> {
  for (const giveUpAt = Date.now() + readyWithinMs; Date.now() < giveUpAt; await pause(50))
    if (await isReady()) return;
}
