import type { ChaosFault } from "./fault.ts";
import { between, nap } from "./nap.ts";

export const powerCut: ChaosFault = {
  name: "power-cut",
  what: "kill -9 of everything at once every 20-30 s: services, brokers and databases; the ledger survives",
  async play({ house, stack, chance, until, kill, struck }) {
    while (await nap(between(20_000, 30_000, chance), until)) {
      const heal = struck("everything");
      for (const one of house.replicas) kill(one);
      for (const pid of [...stack.kafka.pids, ...stack.mongo.pids]) process.kill(pid, "SIGKILL");
      await nap(between(500, 2_000, chance), until);
      await Promise.all([
        ...stack.kafka.pids.map((_, index) => stack.kafka.restart(index)),
        ...stack.mongo.pids.map((_, index) => stack.mongo.restart(index)),
      ]);
      heal();
    }
  },
};
