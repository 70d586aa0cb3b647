/** Whose number a webhook item is about. */
export interface Where {
  /** The WhatsApp business account; "" where the webhook does not say. */
  readonly wabaId: string;
  readonly phoneNumberId: string;
}

/** How WhatsApp names a person. At least one of phone and userId is there. */
export interface Sender {
  /** Digits, no plus. Absent when the person hides it. */
  readonly phone?: string | undefined;
  /** Business-scoped user id, case-sensitive. */
  readonly userId?: string | undefined;
  readonly parentUserId?: string | undefined;
  readonly username?: string | undefined;
  readonly profileName?: string | undefined;
}

/** A number or id change that a system message tells of. The sender is the old identity, `previous` too. */
export interface IdentityChange {
  readonly type: string;
  readonly phone?: string | undefined;
  readonly userId?: string | undefined;
  readonly previousUserId?: string | undefined;
}
