import { randomBytes, randomInt } from "node:crypto";
import { Fault } from "@careline/faults";
import { z } from "zod";
import type { NewPatient } from "../options.ts";
import { bsuidShape } from "../rules/recipient.ts";
import type { Patient } from "../state/model.ts";
import type { State } from "../state/state.ts";

export const phoneNumber = z
  .string()
  .transform((phone) => phone.replaceAll(/[+\s\-().]/g, ""))
  .pipe(z.string().regex(/^\d{6,15}$/, "6 to 15 digits"));
export const username = z.string().regex(/^[a-z0-9._]{3,35}$/);

export const newPatient = z.strictObject({
  name: z.string().trim().min(1).max(128),
  language: z
    .string()
    .regex(/^[a-z]{2,3}([_-][A-Za-z]{2,4})?$/)
    .optional(),
  phone: phoneNumber.nullish(),
  bsuid: z.string().regex(bsuidShape, "such as GB.7Q2n8sD41xYb0").nullish(),
  username: username.optional(),
  timeZone: z.string().refine(isZone, "an IANA time zone").optional(),
  readReceipts: z.boolean().optional(),
});

/** Makes a patient on WhatsApp, with a fictional number unless one is given or hidden. */
export function makePatient(state: State, asked: NewPatient, now: number): Patient {
  const language = asked.language ?? "en";
  const phone = asked.phone === undefined ? fictionalPhone(state, language) : asked.phone;
  const bsuid = asked.bsuid === undefined ? newBsuid(language) : asked.bsuid;
  if (phone === null && bsuid === null) throw new Fault("invalid", "a patient needs a phone or a bsuid");
  refuseTaken(state, phone, bsuid);
  const known = asked.username ?? (phone === null ? usernameOf(asked.name) : undefined);
  const patient: Patient = {
    id: `patient-${randomBytes(6).toString("hex")}`,
    name: asked.name,
    language,
    phone,
    bsuid,
    ...(known !== undefined && { username: known }),
    timeZone: asked.timeZone ?? (language.startsWith("es") ? "Europe/Madrid" : "Europe/London"),
    readReceipts: asked.readReceipts ?? true,
    state: "normal",
    identityKeyHash: newIdentityKeyHash(),
    createdAt: now,
  };
  state.patients.put(patient.id, patient);
  return patient;
}

/** No two people have one number or one user id. */
export function refuseTaken(state: State, phone: string | null, bsuid: string | null): void {
  for (const other of state.patients.values()) {
    const isTaken = phone !== null && (other.phone === phone || other.hiddenPhone === phone);
    if (isTaken || (bsuid !== null && other.bsuid === bsuid))
      throw new Fault("conflict", "another patient has this phone or bsuid");
  }
}

/** Makes the patients that are there from the start. */
export function plantSeed(state: State, seed: readonly NewPatient[], now: number): void {
  for (const patient of seed) makePatient(state, patient, now);
}

export function patientOf(state: State, id: string): Patient {
  const patient = state.patients.get(id);
  if (patient === undefined) throw new Fault("missing", "no such patient");
  return patient;
}

// Numbers that look real but belong to a block nobody is given: +44 7700 900… is kept for fiction.
export function fictionalPhone(state: State, language: string): string {
  const prefix = language.startsWith("es") ? "34600" : "447700";
  const taken = new Set([...state.patients.values()].map((patient) => patient.phone));
  for (;;) {
    const phone = `${prefix}900${String(randomInt(1000)).padStart(3, "0")}`;
    if (!taken.has(phone)) return phone;
    if (taken.size > 700) return `${prefix}${String(randomInt(1_000_000)).padStart(6, "0")}`;
  }
}

export function newIdentityKeyHash(): string {
  return randomBytes(9).toString("base64");
}

export function newBsuid(language: string): string {
  const digits = String(randomInt(2 ** 47)).padStart(15, "0");
  return `${language.startsWith("es") ? "ES" : "GB"}.${randomInt(1_000, 9_999)}${digits}`;
}

function usernameOf(name: string): string {
  const plain = name
    .normalize("NFD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ".")
    .replaceAll(/^\.+|\.+$/g, "");
  return `${plain.slice(0, 28) || "patient"}.${randomInt(100, 999)}`;
}

function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}
