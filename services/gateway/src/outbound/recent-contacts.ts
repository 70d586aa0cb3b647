import { hash, randomUUID } from "node:crypto";
import type { Ids } from "../domain/old-and-new.ts";
import type { RecentContacts } from "../app/ports.ts";

export interface RecentContactsOptions {
  readonly sizeMax: number;
  /** So long another replica may have forgotten an erased contact before this one knows. */
  readonly ageMsMax: number;
  /** A clock that never goes back, in milliseconds. */
  readonly now: () => number;
}

interface Seen {
  readonly contactId: string;
  readonly until: number;
}

/** Contacts in memory by what they came with: not the ids themselves, but hashes that mean nothing outside this process. */
export function recentContacts({ sizeMax, ageMsMax, now }: RecentContactsOptions): RecentContacts {
  const salt = randomUUID();
  // All live equally long, so the first in the map is always the oldest.
  const seen = new Map<string, Seen>();
  const nameOf = (tenantId: string, { phone = "", userId = "" }: Ids): string =>
    hash("sha256", `${salt}\0${tenantId}\0${phone}\0${userId}`, "base64");

  return {
    of(tenantId, ids) {
      const found = seen.get(nameOf(tenantId, ids));
      return found !== undefined && found.until > now() ? found.contactId : undefined;
    },
    remember(tenantId, ids, contactId) {
      const name = nameOf(tenantId, ids);
      seen.delete(name);
      seen.set(name, { contactId, until: now() + ageMsMax });
      const [oldest] = seen.keys();
      if (seen.size > sizeMax && oldest !== undefined) seen.delete(oldest);
    },
    forget(contactId) {
      for (const [name, one] of seen) if (one.contactId === contactId) seen.delete(name);
    },
  };
}
