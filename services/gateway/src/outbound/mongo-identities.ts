import { auditRecorded, topics } from "@careline/contracts";
import type { IndexWish, Store } from "@careline/store";
import { Fault } from "@careline/faults";
import { MongoError, MongoServerError } from "mongodb";
import type { Addition, Identities, IdentityKey } from "../app/ports.ts";
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
      if (keys.length === 0) return [];
      const ids = keys.map((key) => rowId(tenantId, key));
      const found = await rows
        .find({ _id: { $in: ids }, tenantId })
        .toArray()
        .catch(away);
      const owners = new Map(found.map(({ _id, contactId }) => [_id, contactId]));
      return ids.map((id) => owners.get(id));
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
      try {
        await store.unit(async (unit) => {
          for (const row of added) await rows.insertOne(row, { session: unit.session });
          unit.emit(topics.auditRecorded, {
            key: tenantId,
            tenantId,
            time: since,
            value: audited(addition, since),
          });
        });
        return "added";
      } catch (error) {
        if (isDuplicate(error)) return "taken";
        return away(error);
      }
    },
    async forget(tenantId, contactId) {
      await rows.deleteMany({ tenantId, contactId }).catch(away);
    },
  };
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
