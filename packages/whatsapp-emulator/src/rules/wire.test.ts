import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { wire } from "./wire.ts";

test("letters beyond ASCII and slashes are escaped as Meta does, pairs for emoji included", () => {
  expect(wire({ t: "á/é 🙂", n: 1 })).toBe('{"t":"\\u00e1\\/\\u00e9 \\ud83d\\ude42","n":1}');
});

test("what is read back is what was written", () => {
  const value = { t: 'quote " back \\ slash / ñ \u2028 \u0001 末' };
  expect(JSON.parse(wire(value))).toEqual(value);
});

test.prop([fc.jsonValue()])("any JSON survives, in printable ASCII and without a bare slash", (value) => {
  const text = wire(value);
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
  expect(text).toMatch(/^[\x20-\x7f]*$/);
  expect(text).not.toMatch(/(?<!\\)\//);
});
