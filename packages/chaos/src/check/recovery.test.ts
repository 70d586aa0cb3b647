import { expect, test } from "vitest";
import type { Blow } from "../ledger/record.ts";
import { recoveriesIn } from "./recovery.ts";

const blow = (type: Blow["type"], at: number, target = "a"): Blow => ({ type, fault: "kill", target, at });

/** Ten answers a second; slow while `isSlow` says so. */
function answers(seconds: number, isSlow: (second: number) => boolean) {
  return Array.from({ length: seconds * 10 }, (_, index) => ({
    at: index * 100,
    ms: isSlow(Math.floor(index / 10)) ? 5_000 : 20,
  }));
}

test("recovery counts from when all was put right until two seconds in a row are as before", () => {
  const found = recoveriesIn(
    [blow("struck", 10_000), blow("healed", 12_000)],
    answers(30, (second) => second >= 10 && second < 15),
  );
  expect(found).toEqual([{ fault: "kill", seconds: 3, sinceBlow: 5 }]);
});

test("blows that overlap, or come before it is normal again, are one episode", () => {
  const slow = (second: number) => second >= 10 && second < 18;
  const blows = [blow("struck", 10_000), blow("struck", 11_000, "b"), blow("healed", 12_000, "b")];
  const rest = [blow("healed", 13_000), blow("struck", 14_000), blow("healed", 15_000)];
  expect(recoveriesIn([...blows, ...rest], answers(30, slow))).toEqual([
    { fault: "kill", seconds: 3, sinceBlow: 8 },
  ]);
  const later = [blow("struck", 24_000), blow("healed", 24_500)];
  expect(recoveriesIn([...blows, ...rest, ...later], answers(30, slow))).toHaveLength(2);
});

test("what is never normal again says so", () => {
  const found = recoveriesIn(
    [blow("struck", 5_000), blow("healed", 6_000)],
    answers(20, (second) => second >= 5),
  );
  expect(found).toEqual([{ fault: "kill", seconds: undefined, sinceBlow: undefined }]);
});

test("seconds in which nothing was written say nothing", () => {
  const quiet = answers(30, () => false).filter(({ at }) => at < 10_000 || at >= 20_000);
  const found = recoveriesIn([blow("struck", 10_000), blow("healed", 12_000)], quiet);
  expect(found).toEqual([{ fault: "kill", seconds: 8, sinceBlow: 10 }]);
});
