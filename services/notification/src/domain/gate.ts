import { afterQuiet, type QuietHours } from "@careline/runtime/quiet-hours";
import type { Intent } from "./intent.ts";

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
  | { readonly kind: "expire"; readonly reason: string };

// WhatsApp closes the window a day after the patient's last message; its clock and ours may differ by minutes.
const windowMs = 24 * 3_600_000 - 5 * 60_000;

/** May a reminder go out now? Everything is asked again in this moment, whatever was true when it was planned. */
export function reminderGate(intent: Intent, facts: Facts, now: Date): Gate {
  const { expiresAt, reminder } = intent;
  if (expiresAt !== undefined && expiresAt <= now) return { kind: "expire", reason: "too late to help" };
  if (!facts.reminder.stillTrue) return { kind: "suppress", reason: `visit-${facts.reminder.reason}` };
  if (facts.consent === "withdrawn") return { kind: "suppress", reason: "opted-out" };
  if (facts.consent !== "granted") return { kind: "suppress", reason: `consent-${facts.consent}` };
  const earliest = afterQuiet(now, facts.quietHours, reminder?.patientTimeZone ?? "UTC");
  if (earliest > now) return { kind: "wait", until: earliest, reason: "quiet hours" };
  return { kind: "send" };
}

/** May an answer go out now? Free words are allowed only within a day of the patient's last message. */
export function answerGate(intent: Intent, now: Date): Gate {
  if (intent.expiresAt !== undefined && intent.expiresAt <= now)
    return { kind: "expire", reason: "too late to help" };
  const openedAt = intent.windowOpenedAt;
  if (openedAt === undefined || openedAt.getTime() + windowMs <= now.getTime())
    return { kind: "suppress", reason: "window-closed" };
  return { kind: "send" };
}
