import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { again } from "./lead.ts";

test("what leads to a place is done again and again, whatever comes of it, until somebody has died there", async () => {
  let times = 0;
  const end = again(2, async () => {
    times += 1;
    throw new Error("nobody answers");
  });
  await expect.poll(() => times).toBeGreaterThan(2);
  end();
  const before = times;
  await pause(20);
  expect(times).toBe(before);
});
