import type { ChaosFault } from "./fault.ts";
import { oneOf } from "./nap.ts";

export const killService: ChaosFault = {
  name: "kill-service",
  what: "kill -9 of a random service every 1-5 s; it comes back after 0-10 s",
  async play({ house, chance, rest, kill }) {
    while (await rest(1_000, 5_000)) {
      const victim = oneOf(
        house.replicas.filter(({ isRunning }) => isRunning),
        chance,
      );
      if (victim !== undefined) kill(victim);
    }
  },
};
