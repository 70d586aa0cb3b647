import { expect, test } from "vitest";
import { allOf } from "../pictures.fixture.ts";
import { timeLimited } from "./time-limited.ts";

async function* pieces(count: number, pauseMs: number) {
  for (let index = 0; index < count; index += 1) {
    await new Promise((later) => setTimeout(later, pauseMs));
    yield Buffer.from("x");
  }
}
const limits = { idleMs: 60, totalMs: 10_000 };

test("what comes in time passes", async () => {
  expect((await allOf(timeLimited(pieces(5, 5), limits))).toString()).toBe("xxxxx");
});

test("what hangs ends, also what drips for too long, also when we stop", async () => {
  const ended = { kind: "unavailable" };
  await expect(allOf(timeLimited(pieces(2, 5_000), limits))).rejects.toMatchObject(ended);
  await expect(allOf(timeLimited(pieces(1_000, 10), { ...limits, totalMs: 80 }))).rejects.toMatchObject(
    ended,
  );
  const signal = AbortSignal.timeout(20);
  await expect(
    allOf(timeLimited(pieces(2, 5_000), { ...limits, idleMs: 9_000, signal })),
  ).rejects.toMatchObject(ended);
  await expect(allOf(timeLimited(pieces(1, 1), { ...limits, signal }))).rejects.toMatchObject(ended);
});
