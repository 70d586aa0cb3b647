import type { Business, MessageView, Patient } from "./api.ts";

/** What the page knows. */
export interface Model {
  business: Business;
  patients: Patient[];
  readonly messages: Map<string, MessageView>;
  /** The same by patient, oldest first. */
  readonly threads: Map<string, MessageView[]>;
  selected: string | undefined;
  /** How far the house's clock is ahead of ours. */
  aheadMs: number;
  typingUntil: number;
}

export const model: Model = {
  business: { name: "", phone: "" },
  patients: [],
  messages: new Map(),
  threads: new Map(),
  selected: undefined,
  aheadMs: 0,
  typingUntil: 0,
};

export function selectedPatient(): Patient | undefined {
  return model.patients.find((patient) => patient.id === model.selected);
}

export function threadOf(patientId: string): readonly MessageView[] {
  return model.threads.get(patientId) ?? [];
}

/** Takes in a new message, or the new state of a known one. */
export function learn(message: MessageView): void {
  const isNew = !model.messages.has(message.id);
  model.messages.set(message.id, message);
  if (message.patient === null) return;
  const thread = model.threads.get(message.patient) ?? [];
  model.threads.set(message.patient, thread);
  if (isNew) thread.push(message);
  else thread[thread.findIndex((each) => each.id === message.id)] = message;
  if (isNew) thread.sort((one, other) => one.cursor - other.cursor);
}

export function forgetMessages(): void {
  model.messages.clear();
  model.threads.clear();
}

export function houseNow(): number {
  return Date.now() + model.aheadMs;
}

const seenKey = (patientId: string): string => `phone.seen.${patientId}`;

export function markSeen(patientId: string): void {
  localStorage.setItem(seenKey(patientId), String(threadOf(patientId).at(-1)?.cursor ?? 0));
}

export function unreadCount(patientId: string): number {
  const seen = Number(localStorage.getItem(seenKey(patientId)) ?? 0);
  return threadOf(patientId).filter(
    (message) => message.direction === "to_patient" && message.cursor > seen && message.status !== "failed",
  ).length;
}
