import { createHash, hash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { Binary, MongoClient } from "mongodb";
import type { Racer } from "../core/race.ts";

const hashBytes = 32;
/** What a log is appended to in one go, by everybody. */
const batch = 1_000;

/**
 * Each entry hashed with the hash before it: the least that a log can do that cannot be changed unseen. The hash comes as
 * text, the fastest way that Node has.
 */
export function chained(entries: readonly Buffer[], from: number, count: number, before: Buffer): Buffer {
  const longest = entries.reduce((length, entry) => Math.max(length, entry.length), 0);
  const work = Buffer.alloc(hashBytes + longest);
  before.copy(work);
  for (let at = from; at < from + count; at += 1) {
    const entry = entries[at % entries.length] ?? before;
    entry.copy(work, hashBytes);
    work.write(hash("sha256", work.subarray(0, hashBytes + entry.length), "binary"), 0, hashBytes, "latin1");
  }
  return Buffer.from(work.subarray(0, hashBytes));
}

export function chainInMemory(entries: readonly Buffer[], name: string): Racer {
  let head: Buffer = Buffer.alloc(hashBytes);
  return { name, run: (operations) => void (head = chained(entries, 0, operations, head)) };
}

/** The same as it is usually written: a hash object and a buffer for each entry. */
export function usualChain(entries: readonly Buffer[], name: string): Racer {
  let head: Buffer = Buffer.alloc(hashBytes);
  return {
    name,
    run(operations) {
      for (let at = 0; at < operations; at += 1)
        head = createHash("sha256")
          .update(head)
          .update(entries[at % entries.length] ?? head)
          .digest();
    },
  };
}

/** The chain in a file, a thousand entries for each fdatasync. */
export function chainInFile(entries: readonly Buffer[], name: string, folder: string): Racer {
  const home = mkdtempSync(join(folder, "chain-"));
  let head: Buffer = Buffer.alloc(hashBytes);
  return {
    name,
    async run(operations) {
      const file = await open(join(home, "log"), "w");
      for (let at = 0; at < operations; at += batch) {
        const count = Math.min(batch, operations - at);
        head = chained(entries, at, count, head);
        const part = Array.from({ length: count }, (_, n) => entries[(at + n) % entries.length] ?? head);
        await file.write(Buffer.concat([...part, head]));
        await file.datasync();
      }
      await file.close();
      rmSync(join(home, "log"));
    },
  };
}

/** The same bytes as documents with nothing but an id, a thousand a call, on the disks of a majority. */
export async function rawInserts(
  entries: readonly Buffer[],
  uri: string,
): Promise<{ insert(operations: number): Promise<void>; count(): Promise<number>; close(): Promise<void> }> {
  const client = new MongoClient(uri, { writeConcern: { w: "majority", journal: true } });
  const db = client.db(`bench_raw_${crypto.randomUUID().slice(0, 8)}`);
  const rows = db.collection<{ _id: number; bytes: Binary }>("entries");
  let next = 0;
  return {
    async insert(operations) {
      for (let done = 0; done < operations; done += batch) {
        const count = Math.min(batch, operations - done);
        const documents = Array.from({ length: count }, () => {
          const bytes = new Binary(entries[next % entries.length] ?? Buffer.alloc(0));
          return { _id: (next += 1), bytes };
        });
        await rows.insertMany(documents);
      }
    },
    count: () => rows.countDocuments(),
    async close() {
      await db.dropDatabase();
      await client.close();
    },
  };
}
