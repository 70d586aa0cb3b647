export type Decision = "granted" | "refused" | "withdrawn";

/** One decision of a contact about a purpose. Decisions are never changed; the latest counts. */
export interface Consent {
  readonly consentId: string;
  readonly tenantId: string;
  readonly contactId: string;
  readonly purpose: string;
  readonly decision: Decision;
  /** The words that the contact saw. */
  readonly wordingVersion: string;
  readonly source: string;
  readonly sourceMessageRef: string;
  readonly at: Date;
}

/** What counts now: the latest decision, and of two in one moment the one that permits less. */
export function current(consents: readonly Consent[]): Consent | undefined {
  return [...consents].sort(
    (a, b) => b.at.getTime() - a.at.getTime() || strictness[b.decision] - strictness[a.decision],
  )[0];
}

const strictness: Record<Decision, number> = { granted: 0, refused: 1, withdrawn: 2 };
