const dayMs = 24 * 60 * 60 * 1000;
// Meta: more than ten registrations and deregistrations in 72 hours are refused.
const registrationsMax = 10;
const registrationsMs = 3 * dayMs;
// How many wrong PINs in a row of a day are let pass, and how far apart they must be.
const wrongPinsMax = 5;
const guessMs = 1_000;

export interface Registering {
  readonly isVerified: boolean;
  readonly pin: string | undefined;
  readonly wrongPins: readonly number[];
  readonly registrations: readonly number[];
}

export type Registration = { readonly kind: "may" } | { readonly kind: "refused"; readonly code: number };

/** Whether a number may be registered with this PIN now. */
export function judgeRegistration(number: Registering, pin: string, now: number): Registration {
  if (isTooOften(number.registrations, now)) return { kind: "refused", code: 133016 };
  if (!number.isVerified) return { kind: "refused", code: 133006 };
  const wrong = number.wrongPins.filter((at) => at > now - dayMs);
  if (wrong.length >= wrongPinsMax) return { kind: "refused", code: 133008 };
  if (wrong.some((at) => at > now - guessMs)) return { kind: "refused", code: 133009 };
  if (number.pin !== undefined && number.pin !== pin) return { kind: "refused", code: 133005 };
  return { kind: "may" };
}

export function isTooOften(registrations: readonly number[], now: number): boolean {
  return registrations.filter((at) => at > now - registrationsMs).length >= registrationsMax;
}
