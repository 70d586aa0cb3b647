import { expect, test } from "vitest";
import { readArgs } from "./args.ts";
import { allFaults, faultsNamed } from "./faults/index.ts";

test("what is not told has a default, what is told is read", () => {
  expect(readArgs([])).toMatchObject({ command: "run", minutes: 1, faults: ["kill-service"], apart: 0 });
  const told = ["failpoints", "--seed", "7", "--faults", "graph,poison", "--brokers", "3", "--apart", "20"];
  const read = { command: "failpoints", seed: 7, faults: ["graph", "poison"], brokers: 3, apart: 20 };
  expect(readArgs(told)).toMatchObject(read);
  expect(readArgs(["--faults", "none"]).faults).toEqual([]);
});

test("there are as many numbers as the rate needs, where nothing is told", () => {
  const clinicsAt = (rate: string) => readArgs(["--rate", rate]).clinics;
  expect([clinicsAt("0.5"), clinicsAt("30"), clinicsAt("31"), clinicsAt("100")]).toEqual([1, 1, 2, 4]);
  expect(readArgs(["--rate", "100", "--clinics", "7"]).clinics).toBe(7);
});

test.each([
  [["storm"], "unknown command"],
  [["--brokers", "2"], "--brokers takes 1 or 3"],
  [["--replicas", "4"], "--replicas takes 1, 2 or 3"],
  [["--minutes", "soon"], "--minutes takes a number"],
  [["--fault", "x"], "--fault"],
])("%j is refused in one line", (argv, line) => {
  expect(() => readArgs(argv)).toThrow(line);
});

test("an unknown fault is refused with the list, and every fault has a name of its own", () => {
  expect(() => faultsNamed(["kill-service", "rain"])).toThrow(/"rain"; there is kill-service, /);
  expect(new Set(allFaults.map(({ name }) => name)).size).toBe(allFaults.length);
});
