import type { ChaosFault } from "./fault.ts";
import { between, nap } from "./nap.ts";

export const objects: ChaosFault = {
  name: "objects",
  what: "files lie in S3, which is away (503) for 1-5 s now and then",
  needsObjects: true,
  async play({ house, chance, until, struck }) {
    const server = house.outside.objects;
    if (server === undefined) return;
    while (await nap(between(4_000, 10_000, chance), until)) {
      const heal = struck("S3");
      server.isAway = true;
      await nap(between(1_000, 5_000, chance), until);
      server.isAway = false;
      heal();
    }
  },
};
