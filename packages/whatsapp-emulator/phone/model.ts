import type { Business, MessageView, Patient } from "./api.ts";

/** What the page knows. */
export interface Model {
  business: Business;
  patients: Patient[];
  readonly messages: Map<string, MessageView>;
  /** The same by patient, oldest first. */
  readonly threads: Map<string, MessageView[]>;
  /** The patients whose phones are open, side by side where there is room. */
  open: readonly string[];
  /** The one of them that was used last: what the tools are about. */
  selected: string | undefined;
  /** How far the house's clock is ahead of ours. */
  aheadMs: number;
  /** Until when the business is typing to a patient. */
  readonly typingUntil: Map<string, number>;
  /** The message that a patient's next one answers. */
  readonly answering: Map<string, string>;
}

export const model: Model = {
  business: { name: "", phone: "" },
  patients: [],
  messages: new Map(),
  threads: new Map(),
  open: [],
  selected: undefined,
  aheadMs: 0,
  typingUntil: new Map(),
  answering: new Map(),
};

/** Says that something else is to be seen now. */
export function changed(): void {
  document.dispatchEvent(new Event("changed"));
}

export function patientOf(id: string | undefined): Patient | undefined {
  return model.patients.find((patient) => patient.id === id);
}

export function selectedPatient(): Patient | undefined {
  return patientOf(model.selected);
}

export function meet(patient: Patient): void {
  const known = model.patients.findIndex((each) => each.id === patient.id);
  if (known < 0) model.patients.push(patient);
  else model.patients[known] = patient;
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

/** Digits, as webhooks name the business. */
export function businessDigits(): string {
  return model.business.phone.replaceAll(/\D/g, "");
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
