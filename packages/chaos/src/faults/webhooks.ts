import type { ChaosFault } from "./fault.ts";
import { nap } from "./nap.ts";

/** The load itself does it: `variantsOf` and the generator look for this name. */
export const webhooks: ChaosFault = {
  name: "webhooks",
  what: "webhooks come again, late, in another order, and packed with others that were seen before",
  play: async ({ until }) => void (await nap(2 ** 30, until)),
};
