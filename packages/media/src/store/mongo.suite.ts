import { type Db, GridFSBucket, MongoClient, type ObjectId } from "mongodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { memoryFor } from "./memory.fixture.ts";
import { mediaStoreSuite } from "./media-store.suite.ts";
import { mongoShelf } from "./mongo-shelf.ts";
import type { Shelf } from "./shelf.ts";

/** The store of files on whatever MongoDB lies at `uri`. */
export function mongoSuite(uri: string): void {
  const client = new MongoClient(uri);
  let db: Db;
  let shelf: Shelf;

  beforeAll(async () => {
    db = client.db(`t${crypto.randomUUID().slice(0, 8)}-media`);
    shelf = await mongoShelf(db);
  });
  afterAll(async () => {
    await db.dropDatabase();
    await client.close();
  });

  async function held(): Promise<readonly Buffer[]> {
    const rows = ["fs.files", "fs.chunks"].map((name) =>
      db.collection(name).find({}, { raw: true }).toArray(),
    );
    return (await Promise.all(rows)).flat().map((row) => Buffer.from(row as unknown as Uint8Array));
  }

  mediaStoreSuite(() => shelf, held);

  test("GridFS's own tools see files, one box a chunk", async () => {
    const boxes = [Buffer.alloc(300, 1), Buffer.alloc(300, 2), Buffer.alloc(90, 3)];
    for (const [index, box] of boxes.entries()) await shelf.putBox("a/b/c/1", index, box);
    await shelf.finish("a/b/c/1", { facts: Buffer.alloc(1), sizeBytes: 690, boxBytes: 300 });
    const bucket = new GridFSBucket(db);
    const read = await bucket.openDownloadStream("a/b/c/1" as unknown as ObjectId).toArray();
    expect(Buffer.concat(read)).toEqual(Buffer.concat(boxes));
    await shelf.remove("a/");
  });

  test("a file of 24 MB passes through a few chunks of memory", async () => {
    expect(await memoryFor(shelf, 24 * 1024 * 1024)).toBeLessThan(12 * 1024 * 1024);
    await shelf.remove("clinic_one/");
  });
}
