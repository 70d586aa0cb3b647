import type { Business, MessageView, Patient } from "./api.ts";

/** What the page knows. */
export interface Model {
  /** The numbers of the business. Most houses have one. */
  numbers: readonly Business[];
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
  /** Which number of the business a patient's phone is open at, where there are several. */
  readonly openAt: Map<string, string>;
  /** The message that a patient's next one answers. */
  readonly answering: Map<string, string>;
}

export const model: Model = {
  numbers: [],
  patients: [],
  messages: new Map(),
  threads: new Map(),
  open: [],
  selected: undefined,
  aheadMs: 0,
  typingUntil: new Map(),
  openAt: new Map(),
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

const nobody: Business = { phoneNumberId: "", displayPhoneNumber: "", verifiedName: "" };

/** Whom the patient's phone is open at: who was chosen, else who was last written to or wrote, else the first number. */
export function businessOf(patientId: string): Business {
  const id = model.openAt.get(patientId) ?? threadOf(patientId).at(-1)?.phoneNumberId;
  return model.numbers.find((number) => number.phoneNumberId === id) ?? model.numbers[0] ?? nobody;
}

/** Who wrote this message, or was written to by it. */
export function businessIn({ phoneNumberId }: MessageView): Business {
  return model.numbers.find((number) => number.phoneNumberId === phoneNumberId) ?? model.numbers[0] ?? nobody;
}

/** What was said between a patient and the business's number that the phone is open at, oldest first. */
export function chatOf(patientId: string): readonly MessageView[] {
  const { phoneNumberId } = businessOf(patientId);
  return threadOf(patientId).filter((message) => message.phoneNumberId === phoneNumberId);
}

/** All of a patient's messages, oldest first. */
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
