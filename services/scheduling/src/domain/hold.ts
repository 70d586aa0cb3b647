/** How long a picked time is kept for a patient who has not said yes yet, where a clinic's operator says nothing. */
export const usualHoldSeconds = 600;

/** A claim on a cell of a practitioner's time: a hold until a moment, or a booking. */
export interface Claim {
  readonly contactId: string;
  readonly appointmentId: string | undefined;
  readonly until: Date | undefined;
}

export type HoldDecision =
  | { readonly kind: "held"; readonly until: Date }
  | { readonly kind: "taken" }
  | { readonly kind: "past" };

/**
 * Decides whether a contact may hold now what can be booked until a moment. Asking again extends the contact's own
 * hold.
 */
export function hold(
  bookableUntil: Date,
  claims: readonly Claim[],
  contactId: string,
  now: Date,
  holdSeconds = usualHoldSeconds,
): HoldDecision {
  if (bookableUntil <= now) return { kind: "past" };
  if (claims.some((claim) => isLive(claim, now) && !isOwnHold(claim, contactId))) return { kind: "taken" };
  return { kind: "held", until: new Date(now.getTime() + holdSeconds * 1_000) };
}

export function isLive(claim: Claim, now: Date): boolean {
  return claim.appointmentId !== undefined || (claim.until !== undefined && claim.until > now);
}

function isOwnHold(claim: Claim, contactId: string): boolean {
  return claim.appointmentId === undefined && claim.contactId === contactId;
}
