import type { Intent, ReminderOf } from "./intent.ts";

const at = new Date("2026-11-26T12:00:00Z");

/** An intent as tests need one. */
export function sampleIntent(change: Partial<Intent> = {}): Intent {
  return {
    intentId: "i1",
    tenantId: "t1",
    contactId: "c1",
    intentClass: "reply",
    channel: "whatsapp",
    source: "conversation",
    sourceId: "conversation-1",
    sequence: 1,
    state: "planned",
    reason: "",
    errorCode: 0,
    attempts: 0,
    notBefore: at,
    expiresAt: undefined,
    createdAt: at,
    changedAt: at,
    history: [],
    windowOpenedAt: at,
    reminder: undefined,
    ...change,
  };
}

export function sampleReminder(change: Partial<ReminderOf> = {}): ReminderOf {
  return {
    appointmentId: "a1",
    version: 1,
    startsAt: new Date("2026-11-27T13:00:00Z"),
    clinicTimeZone: "Europe/Madrid",
    patientTimeZone: "Europe/Madrid",
    ...change,
  };
}
