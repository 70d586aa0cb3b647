import { expect, test } from "vitest";
import { cheaper, finishOf, median, race } from "./race.ts";

test("rounds run A B then B A, and the first only warm up", async () => {
  const ran: string[] = [];
  const racer = (name: string) => ({ name, run: () => void ran.push(name) });
  const [a] = await race([racer("a"), racer("b")], { rounds: 2, operations: 1 });
  expect(ran).toEqual(["a", "b", "b", "a", "a", "b"]);
  expect(a?.laps).toHaveLength(2);
});

test("cost is counted by whoever does the work, each operation", async () => {
  let used = 0;
  const elsewhere = {
    name: "elsewhere",
    run: (count: number) => void (used += 7 * count),
    cpuMicros: () => used,
  };
  const [finish] = await race([elsewhere], { rounds: 3, operations: 10 });
  expect(finish?.cpuMicrosEach).toBe(7);
});

test("a ratio is the median of rounds, so that one disturbed round decides nothing", () => {
  const laps = (...costs: number[]) =>
    costs.map((cpuMicrosEach) => ({ operations: 1, cpuMicrosEach, wallMicrosEach: 1 }));
  const ratio = cheaper(finishOf("ours", laps(10, 10, 100)), finishOf("theirs", laps(30, 20, 30)));
  expect(ratio).toEqual({ median: 2, range: [0.3, 3] });
});

test("the median of an even number of values lies between", () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
});
