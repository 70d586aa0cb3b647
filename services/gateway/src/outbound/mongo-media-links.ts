import { auditRecorded, topics } from "@careline/contracts";
import { failpoint } from "@careline/faults";
import type { IndexWish, Store } from "@careline/store";
import type { MediaLink, MediaLinks } from "../app/media-ports.ts";

interface LinkRow extends MediaLink {
  readonly _id: string;
}

const collection = "media_links";

export const linkIndexes: readonly IndexWish[] = [
  { collection, key: { expiresAt: 1 }, options: { expireAfterSeconds: 0 } },
];

export function mongoMediaLinks(store: Store): MediaLinks {
  const rows = store.collection<LinkRow>(collection);
  return {
    async add(tokenHash, link, { staffId, requestId, at }) {
      const { tenantId, contactId, messageId } = link;
      const value = auditRecorded({
        ...{ service: "gateway", actor: `staff:${staffId}`, action: "media.opened", purpose: "show-media" },
        ...{ resourceType: "media", resourceId: messageId, patientRef: contactId, requestId, at },
        opened: ["media"],
      });
      failpoint("gateway.before-media-link");
      await store.unit(async (unit) => {
        await rows.insertOne({ _id: tokenHash, ...link }, { session: unit.session });
        unit.emit(topics.auditRecorded, { key: tenantId, tenantId, time: at, value });
      });
      failpoint("gateway.after-media-link");
    },
    async find(tokenHash) {
      return linkOf(await rows.findOne({ _id: tokenHash }));
    },
    async take(tokenHash) {
      failpoint("gateway.before-media-link-used");
      const row = await rows.findOneAndDelete({ _id: tokenHash });
      failpoint("gateway.after-media-link-used");
      return linkOf(row);
    },
  };
}

function linkOf(row: LinkRow | null): MediaLink | undefined {
  if (row === null) return undefined;
  const { tenantId, contactId, messageId, expiresAt } = row;
  return { tenantId, contactId, messageId, expiresAt };
}
