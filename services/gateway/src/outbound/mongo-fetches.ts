import { auditRecorded, topics } from "@careline/contracts";
import { MediaSettled, MediaState } from "@careline/contracts/gateway/v1/events";
import { InboundMedia } from "@careline/contracts/sealed/v1/inbound_parts";
import { failpoint } from "@careline/faults";
import {
  fieldPlace,
  openMessage,
  type Opening,
  type Phi,
  type Reading,
  Sealed,
  sealMessage,
} from "@careline/phi";
import type { IndexWish, Store, Unit } from "@careline/store";
import { Binary } from "mongodb";
import type { Fetch, Fetches, SentFile, WithFile } from "../app/media-ports.ts";
import type { MediaOutcome } from "../domain/media-outcome.ts";

interface FetchRow {
  readonly _id: string;
  readonly tenantId: string;
  readonly contactId: string;
  readonly phoneNumberId: string;
  readonly sentAt: Date;
  readonly file: Binary;
  readonly dueAt: Date;
  readonly attempts: number;
  readonly heldBy?: string;
}

export interface MongoFetchesOptions {
  readonly phi: Phi;
  readonly now: () => Date;
  /** Who holds what it claims. A later process of this name has it back by `takeBack`. */
  readonly owner: string;
}

const collection = "media_fetches";
// Longer than any file may take.
const heldMs = 15 * 60_000;

export const fetchIndexes: readonly IndexWish[] = [
  { collection, key: { dueAt: 1 } },
  { collection, key: { tenantId: 1, contactId: 1 } },
  { collection, key: { heldBy: 1 } },
];

const states: Readonly<Record<MediaOutcome["kind"], MediaState>> = {
  stored: MediaState.STORED,
  gone: MediaState.GONE,
  "too-large": MediaState.TOO_LARGE,
  refused: MediaState.REFUSED,
  infected: MediaState.INFECTED,
};

/** Files to fetch, in the gateway's database; what WhatsApp told of each is sealed. */
export function mongoFetches(store: Store, { phi, now, owner }: MongoFetchesOptions): Fetches {
  const rows = store.collection<FetchRow>(collection);
  const placeOf = ({ tenantId, contactId, eventId }: Pick<WithFile, "tenantId" | "contactId" | "eventId">) =>
    fieldPlace({
      ...{ tenantId, subjectId: contactId, class: "conversation" },
      ...{ collection: `gateway.${collection}`, documentId: eventId, path: "file" },
    });

  function audit(unit: Unit, message: WithFile, action: string, opened: readonly Opening[]): void {
    const { tenantId, contactId, eventId } = message;
    const at = now();
    const value = auditRecorded({
      ...{ service: "gateway", actor: "service:gateway", action, purpose: "store-media" },
      ...{ resourceType: "media", resourceId: eventId, patientRef: contactId, requestId: eventId, at },
      opened: opened.map(({ label }) => label),
    });
    unit.emit(topics.auditRecorded, { key: tenantId, tenantId, time: at, value });
  }

  async function giveBack({ tenantId, eventId }: Fetch, dueAt: Date, failed: 0 | 1): Promise<void> {
    failpoint("gateway.before-media-postponed");
    const change = { $set: { dueAt }, $unset: { heldBy: "" as const }, $inc: { attempts: failed } };
    await rows.updateOne({ _id: eventId, tenantId, heldBy: owner }, change);
    failpoint("gateway.after-media-postponed");
  }

  return {
    async add(message, file) {
      const { eventId, tenantId, contactId, phoneNumberId, sentAt } = message;
      const { box } = await sealMessage(
        phi,
        "file",
        InboundMedia,
        InboundMedia.fromPartial(file),
        placeOf(message),
      );
      const row: FetchRow = {
        ...{ _id: eventId, tenantId, contactId, phoneNumberId, sentAt },
        ...{ file: new Binary(box), dueAt: now(), attempts: 0 },
      };
      failpoint("gateway.before-media-noted");
      await store.once(eventId, async (unit) => {
        await rows.insertOne(row, { session: unit.session });
        audit(unit, message, "media.noted", []);
      });
      failpoint("gateway.after-media-noted");
    },
    async claim(busyContacts) {
      const at = now();
      failpoint("gateway.before-media-claimed");
      const row = await rows.findOneAndUpdate(
        { dueAt: { $lte: at }, contactId: { $nin: [...busyContacts] } },
        { $set: { dueAt: new Date(at.getTime() + heldMs), heldBy: owner } },
        { sort: { dueAt: 1 } },
      );
      failpoint("gateway.after-media-claimed");
      if (row === null) return undefined;
      const { _id: eventId, tenantId, contactId, phoneNumberId, sentAt, attempts } = row;
      const message = { eventId, tenantId, contactId, phoneNumberId, sentAt };
      return { ...message, attempts, file: new Sealed("file", row.file.buffer, placeOf(message)) };
    },
    postpone: (fetch, until) => giveBack(fetch, until, 1),
    release: (fetch) => giveBack(fetch, now(), 0),
    async settle(fetch, outcome, opened) {
      const { tenantId, contactId, eventId } = fetch;
      failpoint("gateway.before-media-settled");
      const isSettled = await store.unit(async (unit) => {
        const { deletedCount } = await rows.deleteOne({ _id: eventId, tenantId }, { session: unit.session });
        if (deletedCount === 0) return false;
        const at = now();
        const value = settledOf(fetch, outcome, at);
        unit.emit(topics.mediaSettled, { key: contactId, tenantId, time: at, value });
        audit(unit, fetch, `media.${outcome.kind}`, opened);
        return true;
      });
      failpoint("gateway.after-media-settled");
      return isSettled;
    },
    async erase(tenantId, contactId) {
      await rows.deleteMany({ tenantId, contactId });
    },
    async takeBack(busyContacts, dueAt) {
      const held = { heldBy: owner, contactId: { $nin: [...busyContacts] } };
      await rows.updateMany(held, { $set: { dueAt }, $unset: { heldBy: "" } });
    },
  };
}

/** Opens what was noted of a file. */
export async function openFile(file: Sealed<"file">, reading: Reading): Promise<SentFile> {
  const why = { purpose: "store-media" };
  const { mediaId, mimeType, url, errorCode } = await openMessage(reading, InboundMedia, file, why);
  return { mediaId, mimeType, url, errorCode };
}

function settledOf({ contactId, eventId }: Fetch, outcome: MediaOutcome, at: Date): MediaSettled {
  const isStored = outcome.kind === "stored";
  return {
    ...{ contactId, messageId: eventId, state: states[outcome.kind], at },
    mimeType: isStored ? outcome.mimeType : "",
    sizeBytes: isStored ? BigInt(outcome.sizeBytes) : 0n,
    reason: isStored ? "" : outcome.reason,
  };
}
