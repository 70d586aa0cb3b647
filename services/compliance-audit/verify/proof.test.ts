import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { tilesWith } from "../src/domain/grow-tiles.ts";
import { rootOfLeaves } from "../src/domain/merkle.ts";
import { verifierKey } from "../src/domain/note.ts";
import { prover, rootByPath } from "./inclusion.ts";
import { checkProof } from "./proof.ts";
import { entries, newFolder, newKey, publish, tenant } from "./published-log.fixture.ts";
import { runAudit } from "./run-verify.fixture.ts";
import { leafHash } from "./hash.ts";

const key = newKey();
const folder = newFolder();
await publish(folder, entries(300), key);
const { said: proof } = await runAudit("prove", join(folder, tenant), "e270");

test("an event is proven by one file and a key, and nothing else", async () => {
  const file = join(folder, "e270.tlog-proof");
  writeFileSync(file, proof);
  const checked = await runAudit("check-proof", file, "--key", verifierKey(key));
  expect(checked).toMatchObject({ code: 0, said: expect.stringContaining("entry 269 of 300") as string });
  expect(checked.said).toContain('"eventId":"e270"');
  expect(await runAudit("check-proof", file, "--key", verifierKey(newKey()))).toMatchObject({ code: 2 });
  expect(await runAudit("check-proof", file)).toMatchObject({ code: 2 });
  expect(await runAudit("prove", join(folder, tenant), "e301")).toMatchObject({ code: 1 });
});

test("another entry, place, hash or head is not proven", () => {
  expect(proof).toMatch(
    /^c2sp\.org\/tlog-proof@v1\nextra \S+\nindex 269\n(\S{44}\n)+\ncareline\.test\/audit\/north\n300\n/,
  );
  const lines = proof.split("\n");
  const forged = Buffer.from(JSON.stringify({ eventId: "forged" })).toString("base64");
  for (const changed of [
    lines.with(1, `extra ${forged}`),
    lines.with(2, "index 268"),
    lines.with(2, "index 570"),
    lines.toSpliced(3, 1),
    lines.toSpliced(3, 0, lines[4] ?? ""),
    lines.with(3, lines[4] ?? ""),
    lines.map((line) => (line === "300" ? "299" : line)),
    lines.slice(0, 3),
  ])
    expect(() => checkProof(changed.join("\n"), verifierKey(key))).toThrow();
  expect(checkProof(proof, verifierKey(key))).toMatchObject({ index: 269, size: 300 });
});

property.prop([fc.integer({ min: 1, max: 400 }), fc.nat(), fc.nat()])(
  "every leaf of every tree is led to the root, and no other leaf is",
  (size, some, other) => {
    const leaves = numbered(size);
    const index = some % size;
    const path = proverOver(leaves)(index, size);
    const root = rootOfLeaves(leaves);
    expect(rootByPath(leaves[index] ?? root, index, size, path)).toEqual(root);
    const wrong = other % size;
    if (wrong !== index) expect(rootByPath(leaves[wrong] ?? root, index, size, path)).not.toEqual(root);
    expect(rootByPath(leaves[index] ?? root, size, size, path)).toBeUndefined();
  },
);

test("a path out of tiles is the one that RFC 6962 defines, also where tiles of several levels are on the way", () => {
  for (const size of [1, 2, 255, 256, 257, 65_537, 70_000]) {
    const leaves = numbered(size);
    const path = proverOver(leaves);
    for (const index of [0, 255, 65_535, size - 1].filter((one) => one < size))
      expect(path(index, size).map(hex), `${index} of ${size}`).toEqual(defined(leaves, index).map(hex));
  }
}, 20_000);

const hex = (hash: Buffer) => hash.toString("hex");

function numbered(size: number): Buffer[] {
  return Array.from({ length: size }, (_, index) => leafHash(Buffer.from(String(index))));
}

function proverOver(leaves: readonly Buffer[]): ReturnType<typeof prover> {
  const tiles = tilesWith([], 0, leaves).map(
    ({ level, index, hashes }) => [`${level}/${index}`, hashes] as const,
  );
  const byName = new Map(tiles);
  return prover((level, index, width) => {
    const hashes = Buffer.from(byName.get(`${level}/${index}`) ?? []);
    expect(hashes.length).toBeGreaterThanOrEqual(width * 32);
    return hashes.subarray(0, width * 32);
  });
}

/** Section 2.1.1, as it stands there. */
function defined(leaves: readonly Buffer[], index: number): Buffer[] {
  if (leaves.length <= 1) return [];
  const split = 2 ** (Math.ceil(Math.log2(leaves.length)) - 1);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return index < split
    ? [...defined(left, index), rootOfLeaves(right)]
    : [...defined(right, index - split), rootOfLeaves(left)];
}
