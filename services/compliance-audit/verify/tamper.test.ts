import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bundle } from "../src/domain/tiles.ts";
import { verifierKey } from "../src/domain/note.ts";
import { entries, entry, newFolder, newKey, publish, tenant } from "./published-log.fixture.ts";
import { runVerify } from "./run-verify.fixture.ts";

// Three tiles of entries, the last with 88, and one tile above them with two hashes.
const size = 600;
const key = newKey();
const original = newFolder();
await publish(original, entries(size), key);
await runVerify(original);

/** A copy to tamper with, which somebody has verified before. */
function copy(): { folder: string; at: (...path: string[]) => string } {
  const folder = newFolder();
  cpSync(original, folder, { recursive: true });
  return { folder, at: (...path) => join(folder, tenant, ...path) };
}

function change(path: string, how: (bytes: Buffer) => Uint8Array): void {
  writeFileSync(path, how(readFileSync(path)));
}

const flip = (place: number) => (bytes: Buffer) => {
  bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
  return bytes;
};

type At = ReturnType<typeof copy>["at"];

const changed = (from: number, how: (rows: Buffer[]) => Buffer[]) =>
  bundle(how(entries(size).slice(from, from + 256)));

const tampers: readonly [what: string, tamper: (at: At) => void, code: number, says: string][] = [
  [
    "a bit of an entry",
    (at) => change(at("tile/entries/001"), flip(100)),
    3,
    "entry 256 is not what its hash says",
  ],
  ["an entry's length", (at) => change(at("tile/entries/001"), flip(1)), 3, "entry"],
  [
    "a bit of a tile",
    (at) => change(at("tile/0/002.p/88"), flip(32 * 87)),
    3,
    "entry 599 is not what its hash says",
  ],
  ["a bit of an upper tile", (at) => change(at("tile/1/000.p/2"), flip(40)), 3, "hash 1 of level 1 is wrong"],
  [
    "the size in the checkpoint",
    (at) => change(at("checkpoint"), (b) => Buffer.from(b.toString().replace("\n600\n", "\n599\n"))),
    2,
    "not signed",
  ],
  [
    "a bit that base64 does not use",
    (at) => change(at("checkpoint"), (b) => flip(b.length - 3)(b)),
    2,
    "not signed",
  ],
  ["a truncated bundle", (at) => truncateSync(at("tile/entries/002.p/88"), 9_000), 3, "is not whole"],
  ["a truncated tile", (at) => truncateSync(at("tile/0/002.p/88"), 87 * 32), 3, "has 2784 bytes"],
  ["a bundle that is gone", (at) => rmSync(at("tile/entries/002.p/88")), 3, "tile entries/002 is missing"],
  [
    "a deleted entry",
    (at) =>
      writeFileSync(
        at("tile/entries/000"),
        changed(0, (rows) => rows.toSpliced(7, 1)),
      ),
    3,
    "entry 255 is not whole",
  ],
  [
    "an entry deleted and another put in",
    (at) =>
      writeFileSync(
        at("tile/entries/000"),
        changed(0, (rows) => [...rows.toSpliced(7, 1), entry(999)]),
      ),
    3,
    "entry 7 is not what",
  ],
  [
    "two entries swapped",
    (at) =>
      writeFileSync(
        at("tile/entries/000"),
        changed(0, ([a, b, ...rest]) => [b, a, ...rest] as Buffer[]),
      ),
    3,
    "entry 0 is not what",
  ],
  ["another key beside it", (at) => writeFileSync(at("verifier.key"), verifierKey(newKey())), 0, "verified"],
  ["the whole log gone", (at) => rmSync(at("."), { recursive: true }), 4, "it had 600 entries, and is gone"],
];

test.for(tampers)("tampered with %s", async ([, tamper, code, says]) => {
  const { folder, at } = copy();
  tamper(at);
  const verified = await runVerify(folder);
  expect(verified.said).toContain(says);
  expect(verified.code).toBe(code);
  rmSync(folder, { recursive: true });
});

async function replaced(all: readonly Uint8Array[], by = key): Promise<{ code: number; said: string }> {
  const { folder, at } = copy();
  rmSync(at("."), { recursive: true });
  await publish(folder, all, by);
  const verified = await runVerify(folder);
  rmSync(folder, { recursive: true });
  return verified;
}

test("a log rewritten and signed with the real key contradicts what was seen before", async () => {
  const rewritten = entries(size + 40).with(3, entry(4, "appointment.cancelled"));
  expect(await replaced(rewritten)).toMatchObject({
    code: 4,
    said: expect.stringContaining("rewritten") as string,
  });
});

test("a log set back to an older copy contradicts what was seen before", async () => {
  expect(await replaced(entries(size - 1))).toMatchObject({
    code: 4,
    said: expect.stringContaining("set back") as string,
  });
});

test("a log signed by another key than before is refused, even as good as new", async () => {
  expect(await replaced(entries(size), newKey())).toMatchObject({ code: 2 });
});

test("a log that goes on from what was seen is verified", async () => {
  expect(await replaced(entries(size + 40))).toMatchObject({ code: 0 });
});

test("a hole in a producer's numbers is told, however well the log is signed, and so is a number given twice", async () => {
  const all = entries(size + 3);
  expect(await replaced(all.toSpliced(size + 1, 1))).toMatchObject({
    code: 5,
    said: expect.stringContaining("scheduling/scheduling/7: number 602 is missing") as string,
  });
  expect(await replaced([...all, entry(size + 3, "another")])).toMatchObject({ code: 5 });
  const late = [...all.slice(0, size), entry(size + 2), entry(size + 1)];
  expect(await replaced(late)).toMatchObject({ code: 0 });
});

test("a key, and an age, can be demanded", async () => {
  const { folder } = copy();
  const stranger = await runVerify(folder, "--key", verifierKey(newKey()));
  const known = await runVerify(folder, "--key", verifierKey(key));
  const stale = await runVerify(folder, "--stale", "60");
  expect([stranger.code, known.code, stale.code]).toEqual([2, 0, 6]);
  expect((await runVerify(newFolder())).code).toBe(1);
  rmSync(folder, { recursive: true });
});
