import { expect, test } from "vitest";
import { growthCurve, growthPerTenfold, growthRows } from "./growth-rows.ts";
import { growIn, type Lap } from "./lap.ts";

const lap = (stored: number, service: number, database: number): Lap => ({
  ...{ stored, operations: 100, serviceMicrosEach: service, databaseMicrosEach: database },
});

test("what costs the same at any size does not grow, what costs ten times does so by nine", () => {
  expect(growthPerTenfold([lap(1_000, 60, 40), lap(10_000, 60, 40)])).toBeCloseTo(0);
  expect(growthPerTenfold([lap(1_000, 6, 4), lap(100_000, 600, 400)])).toBeCloseTo(9);
});

test("growth counts by what was really stored, not by what was meant to be", () => {
  const [small, large] = [lap(1_000, 100, 0), lap(10_000, 110, 0)];
  const perTenfold = growthPerTenfold([{ ...small, stored: 3_162 }, large]);
  expect(growthPerTenfold([small, large])).toBeCloseTo(0.1);
  expect(perTenfold).toBeCloseTo(0.21);
});

const grown = {
  ...{ operation: "a message taken", stored: "conversations", checks: [] },
  sizes: [
    { size: 1_000, laps: [lap(1_000, 100, 200), lap(1_000, 300, 400), lap(1_000, 100, 200)] },
    { size: 10_000, laps: [lap(10_000, 125, 200), lap(10_000, 300, 800), lap(10_000, 125, 100)] },
  ],
};

test("service and database stand apart, together they are beside a tenth of the size, round by round", () => {
  const [small, , first, service, database, together] = growthRows(grown);
  expect(small).toMatchObject({ name: "a message taken, 1,000 conversations: service", value: 100, n: 300 });
  expect(first?.ratio).toBeUndefined();
  expect([service?.value, database?.value]).toEqual([125, 200]);
  const range = [700 / 1_100, 300 / 225];
  expect(together).toMatchObject({ value: 325, ratio: 300 / 325, range, against: "1,000 conversations" });
});

test("a curve has both together over what was stored", () => {
  expect(growthCurve(grown).points).toEqual([
    [1_000, 300],
    [10_000, 325],
  ]);
});

test("sizes are measured in turn and back, and closed whatever happens", async () => {
  const did: string[] = [];
  const fill = async (size: number) => ({
    size,
    lap: async () => {
      did.push(`lap ${size}`);
      if (did.length > 4) throw new Error("a lap that fails");
      return lap(size, 1, 1);
    },
    check: async () => ({ name: "", ok: true, detail: "" }),
    close: async () => void did.push(`close ${size}`),
  });
  const kind = { operation: "o", stored: "s", fill };
  await expect(growIn(kind, [1, 10], 3, () => {})).rejects.toThrow("a lap that fails");
  expect(did).toEqual(["lap 1", "lap 10", "lap 10", "lap 1", "lap 1", "close 1", "close 10"]);
});
