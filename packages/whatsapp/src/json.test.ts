import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { isDeeperThan, parseJson } from "./json.ts";

const bytes = (text: string): Buffer => Buffer.from(text);
const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);

test("64 levels are read, 65 are refused, and a million do not break the stack", () => {
  expect(() => parseJson(bytes(nested(64)))).not.toThrow();
  expect(() => parseJson(bytes(nested(65)))).toThrow("deeper than 64");
  expect(() => parseJson(bytes("[".repeat(1_000_000)))).toThrow("deeper than 64");
  expect(() => parseJson(bytes('{"a":'.repeat(65)))).toThrow("deeper than 64");
});

test("brackets inside texts are not levels", () => {
  expect(isDeeperThan(bytes(String.raw`["[[[[\"[[[[\\", "{{{{"]`), 1)).toBe(false);
  expect(isDeeperThan(bytes(String.raw`["\\",[1]]`), 1)).toBe(true);
});

property.prop([fc.jsonValue({ maxDepth: 6 })])("depth is what a walk over the value finds", (value) => {
  const depth = depthOf(value);
  const raw = bytes(JSON.stringify(value));
  expect(isDeeperThan(raw, depth)).toBe(false);
  if (depth > 0) expect(isDeeperThan(raw, depth - 1)).toBe(true);
});

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

test("ids too big for a number keep their digits", () => {
  expect(parseJson(bytes('{"id":12345678901234567890,"n":12,"f":1.5}'))).toEqual({
    id: "12345678901234567890",
    n: 12,
    f: 1.5,
  });
  const big = "12345678901234567890";
  for (const text of [
    `[${big}]`,
    `[1,${big}]`,
    `{"id": ${big}}`,
    `{"text":"${big}","ids":[[\n${big}]]}`,
    big,
  ])
    expect(JSON.stringify(parseJson(bytes(text))).replaceAll(/\D/g, "")).toContain(big);
  expect(parseJson(bytes(`[-${big}]`))).toEqual([`-${big}`]);
});

test("what is not JSON is refused without repeating it", () => {
  expect(() => parseJson(bytes('{"text":"secret words'))).toThrow(/^not JSON$/);
});
