import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { append, emptyRange, leafHash, nodeHash, rootOf, rootOfLeaves } from "./merkle.ts";

// The published test tree of Certificate Transparency.
const leaves = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
].map((hex) => leafHash(Buffer.from(hex, "hex")));
const root = (size: number) => rootOfLeaves(leaves.slice(0, size)).toString("hex");

test("the roots are those of the published tree", () => {
  const starts = [
    "e3b0c442",
    "6e340b9c",
    "fac54203",
    "aeb6bcfe",
    "d37ee418",
    "4e3bbb1f",
    "76e67dad",
    "ddb89be4",
  ];
  expect(starts.map((_, size) => root(size).slice(0, 8))).toEqual(starts);
  expect(root(8)).toBe("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
});

// The definition in RFC 6962, written down as it stands there.
function defined(list: readonly Buffer[]): Buffer {
  const [only] = list;
  if (only === undefined) return rootOf(emptyRange);
  if (list.length === 1) return only;
  const split = 2 ** Math.floor(Math.log2(list.length - 1));
  return nodeHash(defined(list.slice(0, split)), defined(list.slice(split)));
}

property.prop([fc.integer({ min: 0, max: 600 })])(
  "any size has the root that the definition gives",
  (size) => {
    const list = Array.from({ length: size }, (_, index) => leafHash(Buffer.from(String(index))));
    expect(rootOfLeaves(list)).toEqual(defined(list));
  },
);

test("a range holds one root for each bit of its size", () => {
  let range = emptyRange;
  for (let size = 1; size <= 257; size += 1) {
    range = append(range, leafHash(Buffer.from([size % 256])));
    expect(range.roots).toHaveLength(size.toString(2).replaceAll("0", "").length);
  }
});
