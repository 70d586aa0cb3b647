import type { ChaosFault } from "./fault.ts";
import { between, nap, oneOf } from "./nap.ts";

export const schedulers: ChaosFault = {
  name: "schedulers",
  what: "three scheduling processes at once; one of them is killed every 2-6 s",
  replicas: { most: 3, atFirst: { scheduling: 3 } },
  async play({ house, chance, until, kill }) {
    const all = house.replicas.filter(({ service }) => service === "scheduling");
    while (await nap(between(2_000, 6_000, chance), until)) {
      const victim = oneOf(
        all.filter(({ isRunning }) => isRunning),
        chance,
      );
      if (victim !== undefined) kill(victim);
    }
  },
};
