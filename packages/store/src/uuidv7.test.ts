import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { idMaker, uuidv7 } from "./uuidv7.ts";

const moments = fc.array(fc.integer({ min: 0, max: 2 ** 48 - 2 }), { minLength: 2, maxLength: 50 });

test.prop([moments])("ids sort by when they were made, whatever the clock does", (times) => {
  let turn = 0;
  const make = idMaker({ nowMs: () => times[turn++ % times.length] ?? 0, bytes: () => new Uint8Array(8) });
  const made = times.map(make);
  expect(made.toSorted()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
});

test("ten thousand of one millisecond sort too", () => {
  const make = idMaker({ nowMs: () => 1_000, bytes: () => new Uint8Array(8).fill(255) });
  const made = Array.from({ length: 10_000 }, make);
  expect(made.toSorted()).toEqual(made);
});

test("it has the shape of RFC 9562, version 7, and today's time", () => {
  const id = uuidv7();
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const atMs = Number.parseInt(id.slice(0, 13).replace("-", ""), 16);
  expect(Math.abs(Date.now() - atMs)).toBeLessThan(5_000);
});
