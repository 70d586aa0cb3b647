export type IdentityKind = "bsuid" | "phone";

/** What the rows say about the ids that a message came with. */
export interface Known {
  readonly hasUserId: boolean;
  readonly hasPhone: boolean;
  /** The contact of the user id. */
  readonly byUserId?: string | undefined;
  /** The contact of exactly this phone number. */
  readonly byPhone?: string | undefined;
  /** The contact of another way to write the same number. */
  readonly byPhoneVariant?: string | undefined;
  /** The contact of the phone already has some user id. */
  readonly phoneHasUserId: boolean;
}

export interface Whose {
  /** Undefined: somebody new. */
  readonly contactId: string | undefined;
  /** Ids that this contact should be known by from now on. */
  readonly add: readonly IdentityKind[];
  /** Both ids are known, for two contacts. */
  readonly disagree: boolean;
}

/**
 * Decides whose message it is. The user id wins, and contacts are never merged. A known phone with a new user id is
 * somebody else when its contact has a user id already: the number was given to another person.
 */
export function whose(known: Known): Whose {
  const { hasUserId, hasPhone, byUserId } = known;
  const phoneContact = known.byPhone ?? known.byPhoneVariant;
  const isRecycled = hasUserId && byUserId === undefined && known.phoneHasUserId;
  const contactId = byUserId ?? (isRecycled ? undefined : phoneContact);
  const add: IdentityKind[] = [];
  if (hasUserId && byUserId === undefined) add.push("bsuid");
  if (hasPhone && known.byPhone === undefined && !isTakenByVariant(known, contactId)) add.push("phone");
  const disagree = phoneContact !== undefined && phoneContact !== contactId;
  return { contactId, add, disagree };
}

function isTakenByVariant({ byPhoneVariant }: Known, contactId: string | undefined): boolean {
  return byPhoneVariant !== undefined && byPhoneVariant !== contactId;
}
