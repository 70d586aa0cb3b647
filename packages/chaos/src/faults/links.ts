import type { Proxy } from "../net/proxy.ts";
import type { ChaosFault } from "./fault.ts";
import { between, nap, oneOf } from "./nap.ts";

const kinds = ["slow", "torn", "cut up", "cut down", "cut"] as const;

export const links: ChaosFault = {
  name: "proxy",
  what: "links to Kafka, MongoDB, WhatsApp and between services are slow, torn, or cut in one direction or both",
  needsLinks: true,
  async play({ house, stack, chance, until, struck }) {
    const all = [...house.links, ...stack.links];
    while (await nap(between(2_000, 6_000, chance), until)) {
      const link = oneOf(all, chance);
      const kind = oneOf(kinds, chance);
      if (link === undefined || kind === undefined) continue;
      const heal = struck(`${link.name} ${kind}`);
      hurt(link, kind, chance);
      await nap(between(2_000, 12_000, chance), until);
      link.heal();
      heal();
    }
    for (const link of all) link.heal();
  },
};

function hurt(link: Proxy, kind: (typeof kinds)[number], chance: () => number): void {
  switch (kind) {
    case "slow":
      return link.slow(between(200, 3_000, chance));
    case "torn":
      return link.tear();
    case "cut up":
      return link.cut("up");
    case "cut down":
      return link.cut("down");
    case "cut":
      return link.cut("up", "down");
  }
}
