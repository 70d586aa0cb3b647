import type { Store } from "@careline/store";
import type { MediaDocument } from "./documents.ts";

/** What became of the files of messages: heard before or after the message itself, and the last news count. */
export function mongoMedia(store: Store) {
  const media = store.collection<MediaDocument>("media");
  return {
    async keep({ _id, ...news }: MediaDocument): Promise<void> {
      await media.replaceOne({ _id, tenantId: news.tenantId }, news, { upsert: true });
    },
    async of(tenantId: string, messageIds: readonly string[]): Promise<ReadonlyMap<string, MediaDocument>> {
      if (messageIds.length === 0) return new Map();
      const found = await media.find({ tenantId, _id: { $in: [...messageIds] } }).toArray();
      return new Map(found.map((one) => [one._id, one]));
    },
  };
}

export type MediaStates = ReturnType<typeof mongoMedia>;
