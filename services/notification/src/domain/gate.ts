import { afterQuiet, type QuietHours } from "@careline/runtime/quiet-hours";
import type { Intent } from "./intent.ts";
import { expiryOf, windowClosesAt } from "./useful.ts";

export type Consent = "granted" | "refused" | "withdrawn" | "never-asked";

/** What must be known of the world in the moment before a send. */
export interface Facts {
  readonly quietHours: QuietHours;
  readonly consent: Consent;
  readonly reminder: { readonly stillTrue: boolean; readonly reason: string };
}

export type Gate =
  | { readonly kind: "send" }
  | { readonly kind: "wait"; readonly until: Date; readonly reason: string }
  | { readonly kind: "suppress"; readonly reason: string }
  | { readonly kind: "expire"; readonly reason: string }
  | { readonly kind: "fail"; readonly reason: string };

/** May a reminder go out now? Everything is asked again in this moment, whatever was true when it was planned. */
export function reminderGate(intent: Intent, facts: Facts, now: Date): Gate {
  if (isTooLate(intent, now)) return tooLate;
  if (!facts.reminder.stillTrue) return { kind: "suppress", reason: `visit-${facts.reminder.reason}` };
  if (facts.consent === "withdrawn") return { kind: "suppress", reason: "opted-out" };
  if (facts.consent !== "granted") return { kind: "suppress", reason: `consent-${facts.consent}` };
  const earliest = afterQuiet(now, facts.quietHours, intent.reminder?.patientTimeZone ?? "UTC");
  if (earliest > now) return { kind: "wait", until: earliest, reason: "quiet hours" };
  return { kind: "send" };
}

/** May an answer go out now? Free words are allowed only within a day of the patient's last message. */
export function answerGate(intent: Intent, now: Date): Gate {
  if (isTooLate(intent, now)) return tooLate;
  const closesAt = windowClosesAt(intent);
  if (closesAt === undefined || closesAt <= now) return { kind: "suppress", reason: "window-closed" };
  return { kind: "send" };
}

export const tooLate = { kind: "expire", reason: "too late to help" } as const;

/** Known without asking anyone, so that what is useless ends even while those who know more are away. */
export function isTooLate(intent: Intent, now: Date): boolean {
  const expiry = expiryOf(intent);
  return expiry !== undefined && expiry <= now;
}
