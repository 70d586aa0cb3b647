import type { ClientSession, Collection } from "mongodb";
import { type ParcelDocument, type RecordDocument } from "./audit-documents.ts";

// One transaction's worth: large enough that its own cost does not count, small enough to be done in half a second.
const recordsMax = 4_096;
const bytesMax = 8_388_608;
const fetched = 16;

interface NextParcels {
  readonly ids: readonly string[];
  readonly records: readonly RecordDocument[];
}

/** The parcels that came first, as many as one transaction takes. */
export async function nextParcels(
  pending: Collection<ParcelDocument>,
  tenantId: string,
  session: ClientSession,
): Promise<NextParcels> {
  const ids: string[] = [];
  const records: RecordDocument[] = [];
  let size = 0;
  const found = pending.find({ tenantId }, { session, sort: { arrival: 1 }, batchSize: fetched });
  for await (const parcel of found) {
    ids.push(parcel._id);
    for (const record of recordsOf(parcel)) {
      records.push(record);
      size += record.bytes.length();
    }
    if (records.length >= recordsMax || size >= bytesMax) break;
  }
  return { ids, records };
}

/** What an earlier version kept is a parcel of one. */
function recordsOf(parcel: ParcelDocument | (ParcelDocument & RecordDocument)): readonly RecordDocument[] {
  return "eventId" in parcel ? [parcel] : parcel.records;
}
