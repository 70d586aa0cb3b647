import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Event } from "@careline/bus";
import { auditRecorded } from "@careline/contracts";
import type { AuditRecorded } from "@careline/contracts/compliance/v1/events";
import { openStore } from "@careline/store";
import { leafHash } from "../verify/hash.ts";
import { proverOf, rootByPath } from "../verify/inclusion.ts";
import { readLeaves, tileWidth } from "../verify/tile-files.ts";
import { verifyLog } from "../verify/verify-log.ts";
import { sealLogs } from "./app/seal-log.ts";
import { entryBytes } from "./domain/entry.ts";
import { noteKey, verifierKey } from "./domain/note.ts";
import { onAuditRecorded } from "./inbound/on-audit-recorded.ts";
import { auditIndexes } from "./outbound/audit-documents.ts";
import { filePublisher } from "./outbound/file-publisher.ts";
import { fileSigner } from "./outbound/file-signer.ts";
import { mongoAuditLog } from "./outbound/mongo-audit-log.ts";
import { bringNoteKey } from "./outbound/note-key-file.ts";

const tenantId = "north";
const fence = 1;
// As many as the bus hands over at the same time.
const atOnce = 1_000;

/** What a service says of an appointment, in one of the sizes in which it comes. */
const values: readonly AuditRecorded[] = Array.from({ length: 1_000 }, () =>
  auditRecorded({
    ...{ service: "scheduling", instance: "scheduling-0", actor: `contact:${crypto.randomUUID()}` },
    ...{ action: "appointment.booked", purpose: "care", resourceType: "appointment" },
    ...{ resourceId: crypto.randomUUID(), patientRef: crypto.randomUUID(), requestId: crypto.randomUUID() },
    opened: ["name", "phone"],
    at: new Date(),
  }),
);

function eventOf(seq: number): Event<AuditRecorded> {
  const value = values[seq % values.length];
  if (value === undefined) throw new Error("there is nothing to say");
  const time = value.at ?? new Date();
  const id = `${seq.toString(16).padStart(8, "0")}-0000-7000-8000-${String(seq).padStart(12, "0")}`;
  return { id, tenantId, key: tenantId, time, topic: "", value, epoch: 7, sequence: seq };
}

/** Entries as the log keeps them, for those who only hash or store them. */
export function benchEntries(count: number): Buffer[] {
  return Array.from({ length: count }, (_, index) => {
    const { id, value, time } = eventOf(index + 1);
    return entryBytes(tenantId, id, value, { epoch: 7, seq: index + 1 }, time);
  });
}

/** The log of the service without its wires: what the bus would hand it comes from here. */
export async function openLogForBench({ uri, folder }: { uri: string; folder: string }) {
  const database = `bench_audit_${crypto.randomUUID().slice(0, 8)}`;
  const store = await openStore({ uri, database, indexes: auditIndexes });
  const log = mongoAuditLog(store);
  const route = onAuditRecorded(log, () => {});
  const pem = bringNoteKey(join(folder, `${database}.key`), false);
  const keyOf = () => noteKey(`careline.bench/audit/${tenantId}`, pem);
  const published = join(folder, database);
  const home = join(published, tenantId);
  const seal = sealLogs({
    log,
    signer: fileSigner(join(folder, `${database}-signer`), keyOf),
    publisher: filePublisher(published, log, () => verifierKey(keyOf())),
    now: () => new Date(),
    onFault: (_tenant, error) => {
      throw error;
    },
  });
  let said = 0;
  return {
    said: () => said,
    seal,
    /** Hears so many records; resolves when all are durable. */
    async hear(count: number): Promise<void> {
      const until = said + count;
      const one = async (): Promise<void> => {
        while (said < until) await route.handle(eventOf((said += 1)));
      };
      await Promise.all(Array.from({ length: Math.min(atOnce, count) }, one));
    },
    /** Hears again what was heard before. */
    async hearAgain(from: number, until: number): Promise<void> {
      const all = Array.from({ length: until - from }, (_, at) => route.handle(eventOf(from + at)));
      await Promise.all(all);
    },
    /** Appends all that waits. */
    async append(): Promise<void> {
      while ((await log.appendBatch(tenantId, fence)) > 0);
    },
    size: async () => (await log.head(tenantId))?.range.size ?? 0,
    verify: async () => (await verifyLog(home, {})).size,
    /** Makes inclusion proofs of what is published; each is checked against the root by `check`. */
    prover: () => proverOf(home),
    check(index: number, size: number, path: readonly Buffer[], root: string): boolean {
      const first = Math.floor(index / tileWidth);
      const leaves = readLeaves(home, first, Math.min(tileWidth, size - first * tileWidth));
      const leaf = leaves[index % tileWidth]?.subarray(1) ?? Buffer.alloc(0);
      return rootByPath(leafHash(leaf), index, size, path)?.toString("base64") === root;
    },
    root: async () => (await verifyLog(home, {})).root,
    async close(): Promise<void> {
      await store.db.dropDatabase();
      await store.close();
      for (const name of [database, `${database}.key`, `${database}-signer`])
        rmSync(join(folder, name), { recursive: true, force: true });
    },
  };
}
