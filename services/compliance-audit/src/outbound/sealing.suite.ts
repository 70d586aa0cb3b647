import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runVerify } from "../../verify/run-verify.fixture.ts";
import { append, emptyRange, hashesIn, leafHash } from "../domain/merkle.ts";
import type { SegmentDocument, TileDocument } from "./audit-documents.ts";
import { Binary } from "mongodb";
import { type House, tenant } from "../test-house.ts";
import type { Head, Publisher } from "../app/audit-ports.ts";

/** How a log is signed and published, and when it is not. */
export function sealingSuite(house: () => House): void {
  const verified = () => runVerify(house().published);

  test("a log verifies at every size at which it was sealed", async () => {
    let before = 0;
    for (const size of [1, 2, 255, 256, 257, 600]) {
      await house().hearAll(before + 1, size);
      await house().append();
      expect(await house().seal()).toEqual([]);
      const { code, said } = await verified();
      expect([code, said]).toEqual([0, expect.stringContaining(`${tenant}: ${size} entries of 1 producers`)]);
      before = size;
    }
    expect((await house().log.head(tenant))?.sealedSize).toBe(600);
  }, 30_000);

  test("stopped after signing, or after publishing, the next round goes on, with more entries than before", async () => {
    await house().hearAll(1, 10);
    await house().append();
    const crash = () => Promise.reject(new Error("killed"));
    expect(await house().seal({ publish: crash })).toEqual([tenant]);
    const { publisher } = house();
    const afterwards: Publisher = { publish: (...args) => publisher.publish(...args).then(crash) };
    expect(await house().seal(afterwards)).toEqual([tenant]);
    await house().hearAll(11, 300);
    await house().append();
    expect(await house().seal()).toEqual([]);
    expect(await verified()).toMatchObject({ code: 0 });
    expect(await house().log.unsealed()).toEqual([]);
  });

  test("a log that was rewritten in its database gets no signature; those of others do", async () => {
    await house().hearAll(1, 5);
    await house().append();
    await house().seal();
    await rewrite(2);
    await house().hearAll(6, 7);
    await house().hearAll(1, 2, "south");
    await house().append();
    await house().append("south");
    // What was signed before is remembered by its hashes alone: the log goes on from those, and does not from these.
    expect(await house().seal()).toEqual([tenant]);
    expect((await verified()).said).toContain("south: 2 entries");
  });

  test("a log that was set back to an older copy gets no signature, before or after it grows past the old size", async () => {
    await house().hearAll(1, 4);
    await house().append();
    await house().seal();
    const old = await house().store.db.collection("audit_heads").findOne({});
    await house().hearAll(5, 8);
    await house().append();
    await house().seal();
    const { db } = house().store;
    await db.collection("audit_entries").deleteMany({ index: { $gte: 4 } });
    await db.collection("audit_heads").replaceOne({}, { ...old, sealedSize: 0 });
    expect(await house().seal()).toEqual([tenant]);
    await house().hearAll(101, 110);
    await house().append();
    expect(await house().seal()).toEqual([tenant]);
    expect((await verified()).said).toContain("8 entries");
  });

  test("a writer that comes late with an older head takes nothing back", async () => {
    await house().hearAll(1, 3);
    await house().append();
    const [old] = await house().log.unsealed();
    await house().seal();
    const checkpoint = (await house().log.head(tenant))?.checkpoint ?? "";
    await house().hearAll(4, 6);
    await house().append();
    await house().seal();
    expect((await verified()).said).toContain("6 entries");
    await house().publisher.publish(old as Head, checkpoint);
    await house().log.sealed(tenant, 3, checkpoint, new Date());
    expect(await verified()).toMatchObject({ code: 0, said: expect.stringContaining("6 entries") as string });
    expect((await house().log.head(tenant))?.sealedSize).toBe(6);
  });

  test("a folder that was lost is written anew", async () => {
    await house().hearAll(1, 300);
    await house().append();
    await house().seal();
    house().published = join(house().published, "..", "elsewhere");
    house().publisher = house().publisherIn(house().published);
    await house().hear(301);
    await house().append();
    await house().seal();
    expect(await verified()).toMatchObject({
      code: 0,
      said: expect.stringContaining("301 entries") as string,
    });
  });

  test("so is one that was lost, or changed by somebody else, under a process that goes on", async () => {
    const grown = async (first: number, last: number): Promise<void> => {
      await house().hearAll(first, last);
      await house().append();
      await house().seal();
    };
    const home = join(house().published, tenant);
    await grown(1, 300);
    await rm(home, { recursive: true });
    await grown(301, 302);
    expect(await verified()).toMatchObject({ code: 0, said: expect.stringContaining("302") as string });
    await writeFile(join(home, "checkpoint"), "of somebody else\n");
    await grown(303, 304);
    expect(await verified()).toMatchObject({ code: 0, said: expect.stringContaining("304") as string });
  });

  /** With all rights on the database: another entry, its hash, the tiles, and a head that fits. */
  async function rewrite(index: number): Promise<void> {
    const bytes = Buffer.from(`{"forged":${index}}`);
    const leaf = leafHash(bytes);
    const { db } = house().store;
    const segments = db.collection<SegmentDocument>("audit_entries");
    const segment = await segments.findOne({ tenantId: tenant, index: 0 });
    const hashes = hashesIn(segment?.leafHash.value() ?? new Uint8Array()).with(index, leaf);
    const leaves = { leafHash: new Binary(Buffer.concat(hashes)) };
    await segments.updateOne(
      { _id: `${tenant}/0` },
      { $set: { [`bytes.${index}`]: new Binary(bytes), ...leaves } },
    );
    const rows = await house().log.entries(tenant, 0, 1_000);
    expect(Buffer.from(rows[index]?.bytes ?? [])).toEqual(bytes);
    const tile = { hashes: new Binary(Buffer.concat(rows.map((row) => row.leafHash))) };
    await db.collection<TileDocument>("audit_tiles").updateOne({ _id: `${tenant}/0/0` }, { $set: tile });
    const { roots } = rows.map((row) => row.leafHash).reduce(append, emptyRange);
    const heads = house().store.collection("audit_heads");
    await heads.updateOne({}, { $set: { roots: roots.map((root) => new Binary(root)) } });
  }
}
