import type { Consent } from "../domain/consent.ts";

export interface Consents {
  /** Keeps a decision, tells it and records it, in one transaction. The same key again gives what was kept before. */
  record(
    idempotencyKey: string,
    consent: Consent,
    cause: { requestId: string; actor: string },
  ): Promise<Consent>;
  /** All decisions of a contact, oldest first. */
  of(tenantId: string, contactId: string): Promise<readonly Consent[]>;
}
