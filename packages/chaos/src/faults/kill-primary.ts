import type { ChaosFault } from "./fault.ts";
import { between, nap } from "./nap.ts";

type Range = readonly [low: number, high: number];

export const killPrimary = killingPrimaries({
  name: "kill-primary",
  what: "kill -9 of the MongoDB node that takes writes every 8-15 s; it comes back after 0-5 s",
  aliveMs: [8_000, 15_000],
  awayMs: [0, 5_000],
});

// A driver asks for five seconds what became of a commit; after that the store must.
export const primaryAway = killingPrimaries({
  name: "primary-away",
  what: "the same, but it stays away for 6-8 s, and dies again in the middle of catching up, 1-2 s after it is back",
  aliveMs: [1_000, 2_000],
  awayMs: [6_000, 8_000],
});

interface Killing {
  readonly name: string;
  readonly what: string;
  readonly aliveMs: Range;
  readonly awayMs: Range;
}

function killingPrimaries({ name, what, aliveMs, awayMs }: Killing): ChaosFault {
  return {
    name,
    what,
    async play({ stack, chance, until, rest, struck }) {
      while (await rest(...aliveMs)) {
        const index = await stack.mongo.primary();
        const pid = index === undefined ? undefined : stack.mongo.pids[index];
        if (index === undefined || pid === undefined) continue;
        const heal = struck(`MongoDB ${index + 1}`);
        process.kill(pid, "SIGKILL");
        await nap(between(...awayMs, chance), until);
        await stack.mongo.restart(index);
        heal();
      }
    },
  };
}
