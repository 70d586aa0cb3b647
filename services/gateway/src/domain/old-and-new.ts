export interface Ids {
  readonly phone?: string | undefined;
  readonly userId?: string | undefined;
}

export interface Change extends Ids {
  readonly previousUserId?: string | undefined;
}

/**
 * A system message tells of a new number or id, and comes from the old one, or names the new one as its sender.
 * Says by which ids the person was known, and by which they will be.
 */
export function oldAndNew(from: Ids, change: Change): { readonly old: Ids; readonly next: Ids } {
  const next = { phone: change.phone, userId: change.userId };
  const phone = from.phone === next.phone ? undefined : from.phone;
  const userId = change.previousUserId ?? (from.userId === next.userId ? undefined : from.userId);
  const isKnown = phone !== undefined || userId !== undefined;
  return { old: isKnown ? { phone, userId } : from, next };
}
