import { isAlive } from "@careline/testing";
import type { RealStack } from "../stack/real-stack.ts";
import { mountProblem } from "../stack/small-disk.ts";
import type { ChaosFault } from "./fault.ts";
import { between, nap, oneOf } from "./nap.ts";

export const diskFull: ChaosFault = {
  name: "disk-full",
  what: "the disk of MongoDB, Kafka or the published audit log is full for 3-8 s, then has room again",
  needsSmallDisks: true,
  cannot: mountProblem,
  async play({ house, stack, disks, chance, until, struck, excuse }) {
    while (await nap(between(5_000, 10_000, chance), until)) {
      const disk = oneOf(disks, chance);
      if (disk === undefined) return;
      const heal = struck(disk.path.replace(house.local.data, ""));
      const excused = excuse();
      disk.fill();
      await nap(between(3_000, 8_000, chance), until);
      disk.free();
      await revive(stack);
      excused();
      heal();
    }
  },
};

/** Servers that gave up on a full disk are started again, as whoever made room would do. */
async function revive({ kafka, mongo }: RealStack): Promise<void> {
  await Promise.all([
    ...kafka.pids.map(async (pid, index) => void (isAlive(pid) || (await kafka.restart(index)))),
    ...mongo.pids.map(async (pid, index) => void (isAlive(pid) || (await mongo.restart(index)))),
  ]);
}
