import type { MediaPorts } from "./media-ports.ts";

/** Removes the files of an erased contact, and what would fetch or show one. Twice changes nothing. */
export function eraseMedia({ fetches, links, store }: Pick<MediaPorts, "fetches" | "links" | "store">) {
  return async (tenantId: string, contactId: string): Promise<void> => {
    await fetches.erase(tenantId, contactId);
    await links.erase(tenantId, contactId);
    await store.erase({ tenantId, subjectId: contactId });
  };
}
