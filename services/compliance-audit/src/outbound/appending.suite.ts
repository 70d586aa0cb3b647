import { expect, test } from "vitest";
import { emptyRange, leafHash, rootOfLeaves } from "../domain/merkle.ts";
import { mongoAuditLog } from "./mongo-audit-log.ts";
import { type House, tenant } from "../test-house.ts";

/** How records become entries: each exactly once, in one order. */
export function appendingSuite(house: () => House): void {
  const eventIds = async (tenantId = tenant) =>
    (await house().log.entries(tenantId, 0, 2_000)).map(
      ({ bytes }) => (JSON.parse(Buffer.from(bytes).toString()) as { eventId: string }).eventId,
    );

  test("a record that comes again, at once or after it was appended, is one entry", async () => {
    await Promise.all([1, 1, 1, 2, 2].map((seq) => house().hear(seq)));
    await house().append();
    await Promise.all([2, 1, 3].map((seq) => house().hear(seq)));
    await house().append();
    await house().append();
    expect((await eventIds()).toSorted()).toEqual(["event-1", "event-2", "event-3"]);
    expect(await house().log.waiting()).toEqual([]);
  });

  test("entries keep the order of arrival, and their head is the root over them", async () => {
    await house().hearAll(1, 300);
    await house().append();
    expect(await eventIds()).toEqual(Array.from({ length: 300 }, (_, index) => `event-${index + 1}`));
    const entries = await house().log.entries(tenant, 0, 300);
    expect(entries.map(({ index }) => index)).toEqual(entries.map((_, place) => place));
    const head = await house().log.head(tenant);
    expect(head?.range.size).toBe(300);
    const root = rootOfLeaves(entries.map(({ bytes }) => leafHash(bytes)));
    expect(root).toEqual(rootOfLeaves(entries.map((entry) => entry.leafHash)));
    expect(head?.range.roots).toHaveLength(4);
  });

  test("each tenant has a log of its own", async () => {
    await house().hear(1);
    await house().hear(1, "south");
    await house().append();
    expect(await eventIds("south")).toEqual([]);
    await house().append("south");
    expect([await eventIds(), await eventIds("south")]).toEqual([["event-1"], ["event-1"]]);
    expect(await house().log.entries(tenant, 0, 10, "p1")).toHaveLength(1);
    expect(await house().log.entries(tenant, 0, 10, "p2")).toEqual([]);
    expect((await house().log.head("nowhere"))?.range ?? emptyRange).toEqual(emptyRange);
  });

  test("a writer that was overtaken appends no more", async () => {
    await house().hear(1);
    await house().append(tenant, 2);
    await house().hear(2);
    await expect(house().append(tenant, 1)).rejects.toMatchObject({ kind: "conflict" });
    expect(await eventIds()).toEqual(["event-1"]);
    await house().append(tenant, 3);
    expect(await eventIds()).toEqual(["event-1", "event-2"]);
  });

  test("of writers that append at once, in several processes, every record becomes one entry", async () => {
    await house().hearAll(1, 400);
    const logs = [
      house().log,
      mongoAuditLog(await house().replica()),
      mongoAuditLog(await house().replica()),
    ];
    const writing = logs.map(async (log, fence) => {
      while ((await log.appendBatch(tenant, fence + 1)) > 0);
    });
    await Promise.allSettled(writing);
    await house().append(tenant, 9);
    const found = await eventIds();
    expect(found).toHaveLength(400);
    expect(new Set(found).size).toBe(400);
    expect((await house().log.head(tenant))?.range.size).toBe(400);
  });

  test("a page begins and ends anywhere, of all entries or of a patient's", async () => {
    await house().hearAll(1, 300);
    await house().append();
    await house().hearAll(301, 610);
    await house().append();
    const page = async (from: number, limit: number, patientRef?: string) =>
      (await house().log.entries(tenant, from, limit, patientRef)).map(({ index }) => index);
    for (const from of [0, 1, 255, 256, 299, 300, 301, 555, 556, 605])
      expect(await page(from, 5)).toEqual([0, 1, 2, 3, 4].map((at) => from + at));
    const own = Array.from({ length: 610 }, (_, index) => index).filter((index) => (index + 1) % 3 === 1);
    for (const from of [0, 1, 254, 299, 300, 302, 600])
      expect(await page(from, 7, "p1")).toEqual(own.filter((index) => index >= from).slice(0, 7));
    expect(await page(609, 5)).toEqual([609]);
    expect(await page(610, 5)).toEqual([]);
  });

  test("what an earlier version kept one by one is read, appended, and known when it comes again", async () => {
    await house().hear(1);
    await house().append();
    const { db } = house().store;
    const entries = db.collection("audit_entries");
    const parts = ["eventId", "patientRef", "bytes"].map((name) => ({ [name]: { $first: `$${name}` } }));
    await entries.updateOne({}, [{ $set: Object.assign({}, ...parts) as object }]);
    await house().hear(2);
    const pending = db.collection("audit_pending");
    const parcel = await pending.findOne<{ records: object[] }>({});
    await pending.updateOne({}, { $set: parcel?.records[0] ?? {}, $unset: { records: "" } });
    await house().hear(1);
    await house().append();
    expect(await eventIds()).toEqual(["event-1", "event-2"]);
    expect(await house().log.entries(tenant, 0, 5, "p1")).toHaveLength(1);
    expect(await house().seal()).toEqual([]);
  });

  test("a record of no tenant is refused, it would name a folder", async () => {
    for (const id of ["../north", "", "North", "a/b"])
      await expect(house().hear(1, id)).rejects.toMatchObject({ kind: "unreadable" });
  });
}
