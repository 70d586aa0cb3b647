import type { Ports } from "./ports.ts";

type Needs = Pick<Ports, "identities" | "recent">;

/** Forgets how an erased contact was known: whoever writes from there next is somebody new. Twice changes nothing. */
export function forgetContact({ identities, recent }: Needs) {
  return async (tenantId: string, contactId: string, eventId: string): Promise<void> => {
    await identities.forget({ tenantId, contactId, eventId });
    recent.forget(contactId);
  };
}
