import { createLog } from "@careline/runtime";
import { takeLease } from "@careline/store";
import { expect, test, vi } from "vitest";
import { mongoAuditLog } from "../outbound/mongo-audit-log.ts";
import { type House, tenant } from "../test-house.ts";
import { logWriter } from "./log-writer.ts";

const leaseMs = 600;
const silent = createLog("compliance-audit", { level: "silent" });
const patience = { timeout: 10_000, interval: 50 };

/** The loop that appends and seals: in two processes, one of which does. */
export function writingSuite(house: () => House): void {
  test("of two processes one writes; when it stops, the other goes on; no log waits for one that is broken", async () => {
    const writer = async (owner: string) => {
      const store = await house().replica();
      const seal = async () => void (await house().seal());
      const lease = () => takeLease(store.db, "audit-writer", owner, leaseMs);
      return logWriter({ log: mongoAuditLog(store), seal, takeLease: lease, leaseMs }, silent);
    };
    const [first, second] = [await writer("one"), await writer("two")];
    const sizeOf = async (tenantId: string) => (await house().log.head(tenantId))?.sealedSize ?? 0;
    await house().hearAll(1, 300);
    await vi.waitFor(async () => expect(await sizeOf(tenant)).toBe(300), patience);
    await first.stop();
    // Its first entry is there already, so that nothing of it can be appended.
    await house()
      .store.db.collection("audit_entries")
      .insertOne({ tenantId: "broken", index: 0, eventId: "x" });
    await house().hear(1, "broken");
    await house().hearAll(301, 310);
    await house().hear(1, "south");
    await vi.waitFor(
      async () => expect([await sizeOf(tenant), await sizeOf("south")]).toEqual([310, 1]),
      patience,
    );
    expect(await house().log.waiting()).toEqual(["broken"]);
    await second.stop();
  }, 30_000);
}
