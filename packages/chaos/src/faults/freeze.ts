import type { ChaosFault } from "./fault.ts";
import { between, nap, oneOf } from "./nap.ts";

export const freeze: ChaosFault = {
  name: "freeze",
  what: "SIGSTOP of a random service for 5-60 s, then SIGCONT: it wakes up and believes that no time has passed",
  async play({ house, chance, until, struck }) {
    while (await nap(between(3_000, 10_000, chance), until)) {
      const running = house.replicas.filter(({ isRunning }) => isRunning);
      const victim = oneOf(running, chance);
      if (victim === undefined) continue;
      const heal = struck(victim.name);
      victim.signal("SIGSTOP");
      await nap(between(5_000, 60_000, chance), until);
      victim.signal("SIGCONT");
      heal();
    }
  },
};
