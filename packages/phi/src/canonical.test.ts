import { test as property } from "@fast-check/vitest";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalBsuid, canonicalPhone, phoneVariants } from "./canonical.ts";

describe("a phone", () => {
  test.each([
    ["5511987654321", undefined, "+5511987654321"],
    ["+55 (11) 98765-4321", undefined, "+5511987654321"],
    ["+55 11 98765-4321", "US", "+5511987654321"],
    ["(11) 98765-4321", "BR", "+5511987654321"],
    ["5215512345678", undefined, "+5215512345678"],
    ["55 1234 5678", "MX", "+525512345678"],
    ["011 15 2345-6789", "AR", "+5491123456789"],
    ["202-555-0100", "US", "+12025550100"],
  ])("%s read in %s is %s", (raw, country, canonical) => {
    expect(canonicalPhone(raw, country)).toBe(canonical);
  });

  test.each([
    ["", undefined],
    ["12", undefined],
    ["hola", undefined],
    ["call 5511987654321", undefined],
    ["call 11 98765-4321", "BR"],
    ["+1202555", undefined],
    ["+5511911111111111", undefined],
    ["52155123456789", undefined],
    ["+999123456789", undefined],
    ["202-555-0100", "XX"],
  ])("%j read in %s is refused, and the refusal does not repeat it", (raw, country) => {
    expect(() => canonicalPhone(raw, country)).toThrow(/^not a /);
  });

  test("reads its own canonical form as itself", () => {
    for (const phone of ["+5511987654321", "+5215512345678", "+5491123456789", "+493012345678"])
      expect(canonicalPhone(phone)).toBe(phone);
  });
});

describe("variants", () => {
  test.each([
    ["+5511987654321", ["+551187654321"]],
    ["+551187654321", ["+5511987654321"]],
    ["+551132654321", []],
    ["+5511932654321", []],
    ["+5215512345678", ["+525512345678"]],
    ["+525512345678", ["+5215512345678"]],
    ["+5491123456789", ["+541123456789"]],
    ["+541123456789", ["+5491123456789"]],
    ["+12025550100", []],
  ])("of %s are %j", (canonical, variants) => {
    expect(phoneVariants(canonical)).toEqual(variants);
  });

  const numbers = fc
    .tuple(
      fc.constantFrom("+55", "+52", "+521", "+54", "+549"),
      fc.integer({ min: 1e9, max: 99_999_999_999 }),
    )
    .map(([prefix, rest]) => `${prefix}${rest}`);

  property.prop([numbers])("each name the other", (phone) => {
    for (const variant of phoneVariants(phone)) expect(phoneVariants(variant)).toEqual([phone]);
  });
});

test("a business-scoped user id keeps every byte, or is refused", () => {
  expect(canonicalBsuid("GB.7Q2n8sD41xYb0")).toBe("GB.7Q2n8sD41xYb0");
  expect(canonicalBsuid("GB.ENT.7Q2n8")).toBe("GB.ENT.7Q2n8");
  for (const wrong of ["", "7Q2n8", "gb.7Q2n8", "GB.", " GB.7Q", "GB.7Q\n", `GB.${"x".repeat(129)}`])
    expect(() => canonicalBsuid(wrong)).toThrow("not a business-scoped user id");
});
