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

  test("a record of no tenant is refused, it would name a folder", async () => {
    for (const id of ["../north", "", "North", "a/b"])
      await expect(house().hear(1, id)).rejects.toMatchObject({ kind: "unreadable" });
  });
}
