import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Event, incoming } from "@careline/bus";
import { auditRecorded, type Topic } from "@careline/contracts";
import { createPhi, memoryKeyService, memoryKeyVault } from "@careline/phi";
import { openStore, type Store } from "@careline/store";
import type { Binary } from "mongodb";
import type { Publisher } from "./app/audit-ports.ts";
import { eraseSubject } from "./app/erase-subject.ts";
import { sealLogs } from "./app/seal-log.ts";
import { noteKey, verifierKey } from "./domain/note.ts";
import { onAuditRecorded } from "./inbound/on-audit-recorded.ts";
import { auditIndexes } from "./outbound/audit-documents.ts";
import { filePublisher } from "./outbound/file-publisher.ts";
import { fileSigner } from "./outbound/file-signer.ts";
import { mongoAuditLog } from "./outbound/mongo-audit-log.ts";
import { consentIndexes, mongoConsents } from "./outbound/mongo-consents.ts";
import { mongoErasures } from "./outbound/mongo-erasures.ts";
import { bringNoteKey } from "./outbound/note-key-file.ts";

interface Row {
  readonly topic: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Binary;
}

export const noon = new Date("2026-03-02T12:00:00Z");
export const tenant = "north";

export type House = Awaited<ReturnType<typeof openHouse>>;

/** Compliance-audit over a database and folders of its own, without wires. */
export async function openHouse(uri: string) {
  const folder = mkdtempSync(join(tmpdir(), "compliance-"));
  const database = `compliance_${randomUUID().slice(0, 8)}`;
  const open = () => openStore({ uri, database, indexes: [...auditIndexes, ...consentIndexes] });
  const store = await open();
  const pem = bringNoteKey(join(folder, "audit.key"), false);
  const keyOf = (tenantId: string) => noteKey(`careline.test/audit/${tenantId}`, pem);
  const log = mongoAuditLog(store);
  const phi = createPhi({ vault: memoryKeyVault(), keyService: memoryKeyService() });
  const publisherIn = (home: string) => filePublisher(home, log, (tenantId) => verifierKey(keyOf(tenantId)));
  const others: Store[] = [];
  const house = {
    store,
    log,
    phi,
    keyOf,
    consents: mongoConsents(store),
    erase: eraseSubject({ phi, erasures: mongoErasures(store), now: () => noon }),
    published: "",
    publisherIn,
    publisher: publisherIn(folder),
    signer: fileSigner(join(folder, "signer"), keyOf),
    /** Hears that something was done, as often as it is called. */
    async hear(seq: number, tenantId = tenant, id = `event-${seq}`): Promise<void> {
      const facts = { service: "scheduling", actor: "service:scheduling", action: "appointment.booked" };
      const value = auditRecorded({ ...facts, purpose: "care", patientRef: `p${seq % 3}`, at: noon });
      const event = { id, tenantId, key: tenantId, time: noon, topic: "", value, epoch: 7, sequence: seq };
      await onAuditRecorded(log, () => {}).handle(event);
    },
    async hearAll(from: number, until: number, tenantId = tenant): Promise<void> {
      const all = Array.from({ length: until - from + 1 }, (_, index) => from + index);
      await Promise.all(all.map((seq) => house.hear(seq, tenantId)));
    },
    async append(tenantId = tenant, fence = 1): Promise<void> {
      while ((await log.appendBatch(tenantId, fence)) > 0);
    },
    /** Seals every log once; gives the tenants of those that were not sealed. */
    async seal(publisher?: Publisher): Promise<string[]> {
      const refused: string[] = [];
      const onFault = (tenantId: string) => void refused.push(tenantId);
      const { signer } = house;
      await sealLogs({ log, signer, publisher: publisher ?? house.publisher, now: () => noon, onFault })();
      return refused;
    },
    /** Another process on the same database. */
    async replica(): Promise<Store> {
      const other = await open();
      others.push(other);
      return other;
    },
    async said<T>(topic: Topic<T>): Promise<readonly Event<T>[]> {
      const rows = store.collection<Row>("outbox").find({ topic: topic.name }).sort({ createdAt: 1, _id: 1 });
      return (await rows.toArray()).map((row) => incoming(topic, { ...row, value: row.payload.value() }));
    },
    async clear(): Promise<void> {
      for (const { name } of await store.db.listCollections({}, { nameOnly: true }).toArray())
        await store.db.collection(name).deleteMany({});
      // A new signer that has signed nothing, and an empty folder.
      const fresh = mkdtempSync(join(folder, "log-"));
      house.published = join(fresh, "published");
      house.signer = fileSigner(join(fresh, "signer"), keyOf);
      house.publisher = publisherIn(house.published);
    },
    async close(): Promise<void> {
      await store.db.dropDatabase();
      for (const one of [store, ...others]) await one.close();
      await phi.close();
      rmSync(folder, { recursive: true });
    },
  };
  return house;
}
