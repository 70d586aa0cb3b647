import { expect, test } from "vitest";
import { peerRows } from "./drain-rows.ts";
import { countingTo } from "./queue-peer.ts";

const own = (perSecond: number) => ({
  ...{ due: 100, said: 100, perSecond, serviceMicrosEach: 60, databaseMicrosEach: 40 },
});
const theirs = (perSecond: number) => ({
  ...{ due: 10, said: 10, perSecond, workerMicrosEach: 500, serversMicrosEach: 300 },
});

test("a peer's rate and cost stand beside ours of the same round", () => {
  const rounds = [theirs(1_000), theirs(2_000)];
  const [rate, cost] = peerRows([own(10_000), own(10_000)], { name: "queue", how: "as usual", rounds });
  expect(rate).toMatchObject({ value: 1_500, ratio: 7.5, range: [5, 10], n: 20, against: "as usual" });
  expect(cost).toMatchObject({ value: 800, ratio: 8 });
});

test("a pace is counted from the first job's begin until the last one's end", async () => {
  const counting = countingTo(2);
  for (const at of [0, 1]) {
    counting.begin();
    if (at === 1) await new Promise((resolve) => setTimeout(resolve, 50));
    counting.done();
  }
  const perSecond = await counting.all;
  expect(perSecond).toBeGreaterThan(2 / 0.2);
  expect(perSecond).toBeLessThan(2 / 0.045);
});
