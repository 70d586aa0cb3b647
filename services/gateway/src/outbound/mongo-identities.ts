import { auditRecorded, topics } from "@careline/contracts";
import type { IndexWish, Store } from "@careline/store";
import { failpoint, Fault } from "@careline/faults";
import { MongoError, MongoServerError } from "mongodb";
import type { Addition, Identities, IdentityKey, Removal } from "../app/ports.ts";
import type { IdentityKind } from "../domain/whose.ts";

interface IdentityRow {
  readonly _id: string;
  readonly tenantId: string;
  readonly kind: IdentityKind;
  readonly contactId: string;
  readonly since: Date;
}

const collection = "channel_identities";

export const indexes: readonly IndexWish[] = [{ collection, key: { tenantId: 1, contactId: 1, kind: 1 } }];

/** Identities in the gateway's database. A row's id is what makes two replicas agree on one contact. */
export function mongoIdentities(store: Store, now: () => Date): Identities {
  const rows = store.collection<IdentityRow>(collection);
  return {
    async find(tenantId, keys) {
      const ids = keys.map((key) => rowId(tenantId, key));
      const found = await Promise.all(ids.map((id) => store.find<IdentityRow>(collection, "_id", id))).catch(
        away,
      );
      return found.map(([row]) => row?.contactId);
    },
    async hasUserId(tenantId, contactId) {
      return (await rows.findOne({ tenantId, contactId, kind: "bsuid" }).catch(away)) !== null;
    },
    async add(addition) {
      const { tenantId, contactId, keys } = addition;
      const since = now();
      const added = keys.map((key): IdentityRow => {
        return { _id: rowId(tenantId, key), tenantId, kind: key.kind, contactId, since };
      });
      failpoint("gateway.before-identity");
      try {
        await store.together({
          key: added.map(({ _id }) => _id).join(),
          run: async (unit) => {
            for (const document of added) unit.write<IdentityRow>(collection, { insertOne: { document } });
            unit.emit(topics.auditRecorded, said(tenantId, since, audited(addition, since)));
          },
        });
      } catch (error) {
        if (isDuplicate(error)) return "taken";
        return away(error);
      }
      failpoint("gateway.after-identity");
      return "added";
    },
    async forget(removal) {
      const { tenantId, contactId } = removal;
      failpoint("gateway.before-forget");
      await store
        .unit(async (unit) => {
          const { deletedCount } = await rows.deleteMany({ tenantId, contactId }, { session: unit.session });
          const at = now();
          if (deletedCount > 0) unit.emit(topics.auditRecorded, said(tenantId, at, removed(removal, at)));
        })
        .catch(away);
      failpoint("gateway.after-forget");
    },
  };
}

function said(tenantId: string, time: Date, value: ReturnType<typeof auditRecorded>) {
  return { key: tenantId, tenantId, time, value };
}

function removed({ contactId, eventId }: Removal, at: Date) {
  return auditRecorded({
    service: "gateway",
    actor: "service:gateway",
    action: "contact.identities-removed",
    purpose: "erasure",
    resourceType: "contact",
    resourceId: contactId,
    patientRef: contactId,
    requestId: eventId,
    at,
  });
}

function audited({ contactId, isNew, eventId }: Addition, at: Date) {
  return auditRecorded({
    service: "gateway",
    actor: `contact:${contactId}`,
    action: isNew ? "contact.identified" : "contact.identity-added",
    purpose: "receive-message",
    resourceType: "contact",
    resourceId: contactId,
    patientRef: contactId,
    requestId: eventId,
    at,
  });
}

function rowId(tenantId: string, { kind, index }: IdentityKey): string {
  return `${tenantId}.${kind}.${index}`;
}

function isDuplicate(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === 11_000;
}

/** Whatever the driver cannot do now, it can do later: WhatsApp sends the webhook again. */
function away(error: unknown): never {
  throw error instanceof MongoError
    ? new Fault("unavailable", "the database does not answer", { cause: error })
    : error;
}
