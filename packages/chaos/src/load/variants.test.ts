import { chanceFrom } from "@careline/local/storm/chance";
import { expect, test } from "vitest";
import { variantsOf } from "./variants.ts";

const bodyOf = (id: number): string => JSON.stringify({ object: "account", entry: [{ id }] });
const idsIn = (body: string): readonly number[] =>
  (JSON.parse(body) as { entry: { id: number }[] }).entry.map(({ id }) => id);

function posts(isWild: boolean) {
  const variants = variantsOf(chanceFrom(5), isWild);
  return Array.from({ length: 400 }, (_, id) => ({
    id,
    posted: variants.dress(bodyOf(id)),
    after: variants.after(bodyOf(id)),
    overtakes: variants.overtakes(),
  }));
}

test("whatever it is packed with, a webhook brings what it should, and beside it only what was seen before", () => {
  for (const { id, posted, after } of posts(true)) {
    expect(idsIn(posted)).toContain(id);
    for (const other of [posted, ...after].flatMap(idsIn)) expect(other).toBeLessThanOrEqual(id);
  }
});

test("wild ones come packed, again and out of turn; tame ones only now and then again", () => {
  const wild = posts(true);
  expect(wild.filter(({ posted }) => idsIn(posted).length > 1).length).toBeGreaterThan(40);
  expect(wild.filter(({ overtakes }) => overtakes).length).toBeGreaterThan(5);
  const tame = posts(false);
  expect(tame.some(({ posted, overtakes }) => overtakes || idsIn(posted).length > 1)).toBe(false);
  expect(tame.filter(({ after }) => after.length > 0).length).toBeGreaterThan(5);
});

test("the same chance gives the same load", () => {
  expect(posts(true)).toEqual(posts(true));
});
