import { expect, test } from "vitest";
import type { Row, SuiteResult } from "../suite.ts";
import { fallen, nextBaseline } from "./gate.ts";
import type { StoredResult } from "./results.ts";

const row = (name: string, ratio?: number): Row => ({
  ...{ name, unit: "CPU-µs", value: 1 },
  ...(ratio !== undefined && { ratio }),
});
const found = (...rows: Row[]): SuiteResult => ({ rows, checks: [] });

test("a ratio may fall by a quarter, not more", () => {
  expect(fallen(found(row("send", 3)), { send: 4 })).toEqual([]);
  expect(fallen(found(row("send", 2.9)), { send: 4 })).toEqual([{ name: "send", ratio: 2.9, usual: 4 }]);
});

test("a figure without a ratio, and one that is new, are not judged", () => {
  expect(fallen(found(row("rate"), row("new", 0.1)), { rate: 5 })).toEqual([]);
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
    "smoke phi": { seal: 0.9 },
  });
});
