import { expect, test } from "vitest";
import type { Row, SuiteResult } from "../suite.ts";
import { fallen, fellTwice, nextBaseline, rowKey } from "./gate.ts";
import type { StoredResult } from "./results.ts";

const row = (name: string, ratio?: number, against = "raw", value = 1): Row => ({
  ...{ name, unit: "CPU-µs", value, against },
  ...(ratio !== undefined && { ratio }),
});
const found = (...rows: Row[]): SuiteResult => ({ rows, checks: [] });
const key = (name: string, against = "raw"): string => rowKey(row(name, 1, against));

test("a ratio may fall by a quarter, not more", () => {
  const usual = { [key("send")]: 4 };
  expect(fallen(found(row("send", 3)), usual)).toEqual([]);
  expect(fallen(found(row("send", 2.9)), usual)).toEqual([{ name: key("send"), ratio: 2.9, usual: 4 }]);
});

test("a figure without a ratio, one that is new, and one that is no number are not judged", () => {
  const usual = { [key("rate")]: 5, [key("odd")]: 5 };
  expect(fallen(found(row("rate"), row("new", 0.1), row("odd", Number.NaN)), usual)).toEqual([]);
});

test("how large a figure is by itself is never judged", () => {
  expect(fallen(found(row("send", 4, "raw", 1e9)), { [key("send")]: 4 })).toEqual([]);
});

test("of one figure beside two yardsticks each ratio is judged by its own median", () => {
  const usual = { [key("append", "raw")]: 0.5, [key("append", "file")]: 8 };
  const rows = [row("append", 0.5, "raw"), row("append", 4, "file")];
  expect(fallen(found(...rows), usual).map(({ name }) => name)).toEqual([key("append", "file")]);
});

test("only what fell twice in a row counts", () => {
  const fall = (name: string, ratio: number) => ({ name, ratio, usual: 4 });
  expect(fellTwice([fall("a", 1)], [fall("b", 1)])).toEqual([]);
  expect(fellTwice([fall("a", 1), fall("b", 1)], [fall("b", 2)])).toEqual([fall("b", 2)]);
  expect(fellTwice([fall("a", 1)], [])).toEqual([]);
});

const stored = (profile: "smoke" | "quick", ok: boolean, ...rows: Row[]): StoredResult => ({
  ...{ suite: "phi", profile, at: "2026-11-25T20:00:00Z", tookS: 1, rows },
  checks: [{ name: "right", ok, detail: "" }],
  environment: {
    ...{ host: "h", cpu: "c", cores: 2, memoryGb: 4, node: "24", commit: "a", isDirty: false },
    loadBefore: [0],
  },
  stalls: { p50Ms: 0, p99Ms: 0, mostMs: 0 },
  servers: { kafka: "4", mongo: "6" },
});

test("a baseline is the median of right runs of its profile, and leaves the others be", () => {
  const runs = [
    stored("smoke", true, row("seal", 0.8)),
    stored("smoke", true, row("seal", 1)),
    stored("smoke", true, row("seal", 0.9)),
    stored("smoke", false, row("seal", 90)),
    stored("quick", true, row("seal", 2)),
  ];
  expect(nextBaseline({ "full e2e": { answer: 5 } }, runs, "smoke")).toEqual({
    "full e2e": { answer: 5 },
    "smoke phi": { [key("seal")]: 0.9 },
  });
});

test("only the newest five results make a median, and figures that are gone go", () => {
  const runs = [9, 9, 9, 1, 2, 3, 4, 5].map((ratio) => stored("smoke", true, row("seal", ratio)));
  const before = { "smoke phi": { [key("gone")]: 1 } };
  expect(nextBaseline(before, runs, "smoke")).toEqual({ "smoke phi": { [key("seal")]: 3 } });
});

test("a ratio that was no number when it was stored makes no median", () => {
  const odd = JSON.parse(JSON.stringify(stored("smoke", true, row("seal", Number.NaN)))) as StoredResult;
  expect(nextBaseline({}, [odd, stored("smoke", true, row("seal", 2))], "smoke")).toEqual({
    "smoke phi": { [key("seal")]: 2 },
  });
});
