import { setTimeout as pause } from "node:timers/promises";
import type { Replica } from "../house/replica.ts";
import type { ChaosFault, Grip } from "./fault.ts";
import { between, nap } from "./nap.ts";

const stopWithinMs = 25_000;

export const scale: ChaosFault = {
  name: "scale",
  what: "each service grows to three processes and shrinks to one again; rolling restarts by SIGTERM in between",
  replicas: { most: 3 },
  async play(grip) {
    const { house, chance, until } = grip;
    const extra = house.replicas.filter(({ name }) => !name.endsWith("#1"));
    while (await nap(between(2_000, 5_000, chance), until)) {
      for (const one of extra) {
        one.isWanted = true;
        one.start();
      }
      await nap(between(6_000, 12_000, chance), until);
      for (const one of house.replicas.filter(({ isRunning }) => isRunning)) {
        if (until.aborted) break;
        await stopped(one, grip);
        one.start();
        await nap(500, until);
      }
      for (const one of extra) {
        one.isWanted = false;
        if (one.isRunning) await stopped(one, grip);
      }
    }
  },
};

/** SIGTERM: work in hand is finished or left whole, and the exit code is 0. */
async function stopped(one: Replica, { struck, found }: Grip): Promise<void> {
  const heal = struck(one.name);
  const wasReady = await one.isReady();
  one.signal("SIGTERM");
  const how = await Promise.race([one.gone(), pause(stopWithinMs, "late")]);
  if (how === "late") one.signal("SIGKILL");
  // Another fault may have been quicker.
  const isOurs = how !== "SIGKILL";
  if (wasReady && isOurs && how !== "exit code 0")
    found(`${one.name} was asked to stop and ended with ${how}`);
  await one.gone();
  heal();
}
