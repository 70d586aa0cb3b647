import { renameSync } from "node:fs";
import { join } from "node:path";
import type { ChaosFault } from "./fault.ts";
import { between, nap } from "./nap.ts";

export const keysAway: ChaosFault = {
  name: "keys-away",
  what: "the key service is away for 2-10 s: its file is gone",
  async play({ house, chance, until, struck, excuse }) {
    const keyring = join(house.local.data, "secrets", "keyring.json");
    while (await nap(between(4_000, 10_000, chance), until)) {
      const heal = struck("keyring");
      // A service that starts meanwhile cannot, and says so.
      const excused = excuse();
      renameSync(keyring, `${keyring}.away`);
      await nap(between(2_000, 10_000, chance), until);
      renameSync(`${keyring}.away`, keyring);
      excused();
      heal();
    }
  },
};
