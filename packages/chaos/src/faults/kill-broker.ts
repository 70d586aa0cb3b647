import type { ChaosFault } from "./fault.ts";
import { between, nap } from "./nap.ts";

export const killBroker: ChaosFault = {
  name: "kill-broker",
  what: "kill -9 of a Kafka node every 8-15 s; it comes back on its disk after 0-5 s",
  async play({ stack, chance, until, rest, struck }) {
    const { pids } = stack.kafka;
    while (await rest(8_000, 15_000)) {
      const index = Math.floor(chance() * pids.length);
      const heal = struck(`Kafka ${index + 1}`);
      process.kill(pids[index] ?? 0, "SIGKILL");
      await nap(between(0, 5_000, chance), until);
      await stack.kafka.restart(index);
      heal();
    }
  },
};
