import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { caretakerPoints } from "./caretaker.ts";
import { findPoints } from "./find-points.ts";
import { passes } from "./who-passes.ts";

const found = findPoints(fileURLToPath(new URL("../../../..", import.meta.url)));
const all = [...found, ...caretakerPoints(found)];

test("a place in a package is for those who come by: files are kept by the gateway, keys replaced by the caretaker", () => {
  expect(passes({ name: "media.before-chunk", service: "gateway" }, [])).toBe(true);
  expect(passes({ name: "media.before-chunk", service: "notification" }, [])).toBe(false);
  expect(passes({ name: "phi.after-destroy", service: "caretaker" }, [])).toBe(true);
  expect(passes({ name: "phi.after-destroy", service: "gateway" }, [])).toBe(false);
  expect(passes({ name: "phi.after-subject-key", service: "gateway" }, [])).toBe(true);
});

test("files lie in the database or in S3, so in two runs somebody passes each place", () => {
  const runs = [[], [{ needsObjects: true }]] as const;
  const passed = runs.map(
    (faults) => new Set(all.filter((point) => passes(point, faults)).map(({ name }) => name)),
  );
  expect(passed.map((names) => names.has("media.before-object"))).toEqual([false, true]);
  expect(passed.map((names) => names.has("media.before-chunk"))).toEqual([true, false]);
  expect(passed[0]?.union(passed[1] ?? new Set())).toEqual(new Set(all.map(({ name }) => name)));
});
