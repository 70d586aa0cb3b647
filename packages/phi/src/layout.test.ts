import { test as property } from "@fast-check/vitest";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { encodeContext } from "./layout.ts";

const parts = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "\0", "\u0001", "é") }), { maxLength: 5 });

property.prop([parts, parts])("two contexts give the same bytes only if they are the same", (one, other) => {
  const isSame = JSON.stringify(one) === JSON.stringify(other);
  expect(encodeContext(one).equals(encodeContext(other))).toBe(isSame);
});

test("what does not fit into the lengths is refused, not cut", () => {
  expect(() => encodeContext(["x".repeat(65_536)])).toThrow(RangeError);
  expect(() => encodeContext(Array.from({ length: 256 }, () => ""))).toThrow(RangeError);
});
