import type { MediaPorts } from "./media-ports.ts";

/** Removes the files of an erased contact, and what would fetch one. A link that leads to one says so. Twice changes nothing. */
export function eraseMedia({ fetches, store }: Pick<MediaPorts, "fetches" | "store">) {
  return async (tenantId: string, contactId: string): Promise<void> => {
    await fetches.erase(tenantId, contactId);
    await store.erase({ tenantId, subjectId: contactId });
  };
}
