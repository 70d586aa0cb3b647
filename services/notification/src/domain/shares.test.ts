import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { type Member, nextShare, targets } from "./shares.ts";

const member = (owner: string, want: number, share = 0, former = share): Member => ({
  owner,
  want,
  share,
  former,
});
const shared = (limit: number, ...wants: number[]) =>
  [
    ...targets(
      limit,
      wants.map((want, index) => member(String(index), want)),
    ).entries(),
  ]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, share]) => share);

test("one who is alone has all; three who want all have a third each", () => {
  expect(shared(80, 1)).toEqual([80]);
  expect(shared(80, 200, 200, 200).toSorted((a, b) => a - b)).toEqual([26, 27, 27]);
  expect(shared(1_000, 2_000, 2_000, 2_000).reduce((a, b) => a + b)).toBe(1_000);
});

test("who wants little has it, and the others have the rest", () => {
  const [idle, little, much] = shared(80, 0, 5, 300);
  expect(idle).toBe(0);
  expect(little).toBe(5);
  expect(much).toBe(75);
});

test("what another had a moment ago cannot be had yet; less is taken at once", () => {
  expect(nextShare(80, member("b", 80), [member("a", 1, 1, 80)])).toBe(0);
  expect(nextShare(80, member("b", 80), [member("a", 1, 1, 1)])).toBe(79);
  expect(nextShare(80, member("a", 80, 80), [member("b", 80)])).toBe(40);
  expect(nextShare(20, member("a", 80, 80), [])).toBe(20);
});

property.prop([fc.constantFrom(20, 80, 1_000), fc.array(fc.nat(1_500), { minLength: 1, maxLength: 6 })])(
  "all that is given is the limit where anybody wants anything, and never more",
  (limit, wants) => {
    const sum = shared(limit, ...wants).reduce((a, b) => a + b, 0);
    expect(sum).toBe(wants.some((want) => want > 0) ? limit : 0);
  },
);
