import type { ChaosFault } from "./fault.ts";
import { between, nap } from "./nap.ts";

export const killPrimary: ChaosFault = {
  name: "kill-primary",
  what: "kill -9 of the MongoDB node that takes writes every 8-15 s; it comes back after 0-5 s",
  async play({ stack, chance, until, struck }) {
    while (await nap(between(8_000, 15_000, chance), until)) {
      const index = await stack.mongo.primary();
      const pid = index === undefined ? undefined : stack.mongo.pids[index];
      if (index === undefined || pid === undefined) continue;
      const heal = struck(`MongoDB ${index + 1}`);
      process.kill(pid, "SIGKILL");
      await nap(between(0, 5_000, chance), until);
      await stack.mongo.restart(index);
      heal();
    }
  },
};
