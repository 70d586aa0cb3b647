import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { entries, filesOf, newFolder, newKey, publish, tenant } from "./published-log.fixture.ts";
import { Refused } from "./refused.ts";
import { runVerify } from "./run-verify.fixture.ts";
import { verifyLog } from "./verify-log.ts";

const key = newKey();

async function outcome(folder: string): Promise<string> {
  try {
    return `verified ${(await verifyLog(join(folder, tenant), {})).size}`;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return "refused";
  }
}

test("an untouched log of any size verifies, by a process that has nothing but the folder", async () => {
  for (const size of [0, 1, 2, 255, 256, 257, 512, 600]) {
    const folder = newFolder();
    await publish(folder, entries(size), key);
    const { code, said } = await runVerify(folder);
    expect([code, said]).toEqual([0, expect.stringContaining(`${tenant}: ${size} entries`)]);
    rmSync(folder, { recursive: true });
  }
}, 20_000);

property.prop([fc.uniqueArray(fc.nat({ max: 700 }), { minLength: 1, maxLength: 4 })], { numRuns: 15 })(
  "a log that only grows never raises an alarm, whenever it was seen",
  async (sizes) => {
    const folder = newFolder();
    let last: Awaited<ReturnType<typeof verifyLog>> | undefined;
    for (const size of sizes.toSorted((a, b) => a - b)) {
      await publish(folder, entries(size), key, last?.size ?? 0);
      last = await verifyLog(join(folder, tenant), { last });
      expect(last.size).toBe(size);
    }
    rmSync(folder, { recursive: true });
  },
  20_000,
);

// One log, tampered with again and again: a full tile and a partial one, and a level above.
const folder = newFolder();
await publish(folder, entries(300), key);
const files = filesOf(folder).map((path) => ({ path, bytes: readFileSync(path) }));
const somewhere = fc.record({
  file: fc.constantFrom(...files),
  place: fc.double({ min: 0, max: 0.999999, noNaN: true }),
});
const withChange = async (path: string, bytes: Uint8Array, original: Uint8Array) => {
  writeFileSync(path, bytes);
  const result = await outcome(folder);
  writeFileSync(path, original);
  return result;
};

property.prop([somewhere, fc.nat({ max: 7 })], { numRuns: 400 })(
  "no bit of a log can be flipped unseen",
  async ({ file: { path, bytes }, place }, bit) => {
    const changed = Buffer.from(bytes);
    const at = Math.floor(place * changed.length);
    changed.writeUInt8(changed.readUInt8(at) ^ (1 << bit), at);
    expect(await withChange(path, changed, bytes)).toBe("refused");
  },
  20_000,
);

property.prop([somewhere, fc.uint8Array({ minLength: 1, maxLength: 40 })], { numRuns: 100 })(
  "nothing can be cut off, put in or put behind unseen",
  async ({ file: { path, bytes }, place }, more) => {
    const at = Math.floor(place * bytes.length);
    for (const changed of [
      bytes.subarray(0, at),
      Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]),
      Buffer.concat([bytes, more]),
    ])
      expect(await withChange(path, changed, bytes)).toBe("refused");
  },
  20_000,
);

test("tampered with hundreds of times, it still verifies when nothing is changed", async () => {
  expect(await outcome(folder)).toBe("verified 300");
});

test("a log that is written while it is read verifies at every moment", async () => {
  const busy = newFolder();
  const all = entries(330);
  let size = 200;
  await publish(busy, all.slice(0, size), key);
  const reading = Array.from({ length: 4 }, async () => {
    const { code, said } = await runVerify(busy, "--last-seen", join(newFolder(), "seen.json"));
    return code === 0 ? "verified" : said;
  });
  let isRead = false;
  const read = Promise.all(reading).finally(() => (isRead = true));
  while (size < all.length || !isRead) {
    const before = size;
    size = Math.min(all.length, size + 1);
    await publish(busy, all.slice(0, size), key, before);
    await pause(2);
  }
  expect(new Set(await read)).toEqual(new Set(["verified"]));
}, 20_000);
