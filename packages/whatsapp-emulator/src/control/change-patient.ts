import { z } from "zod";
import { goOn } from "../graph/go-on.ts";
import { type Patient, patientStates } from "../state/model.ts";
import type { World } from "../world.ts";
import {
  fictionalPhone,
  newBsuid,
  newIdentityKeyHash,
  phoneNumber,
  refuseTaken,
  username,
} from "./patients.ts";
import { say } from "./say.ts";

export const patientChange = z.strictObject({
  state: z.enum(patientStates).optional(),
  readReceipts: z.boolean().optional(),
  /** Hides the number behind the user id. */
  phone: z.null().optional(),
  username: username.nullish(),
});

export type PatientChange = z.output<typeof patientChange>;

/** Changes how a patient is met from now on. Who comes online gets what still waits. */
export function changePatient(world: World, patient: Patient, change: PatientChange): Patient {
  const { state, live } = world;
  const { username: old, ...rest } = patient;
  const named = change.username === undefined ? old : (change.username ?? undefined);
  const changed: Patient = {
    ...rest,
    ...(named !== undefined && { username: named }),
    state: change.state ?? patient.state,
    readReceipts: change.readReceipts ?? patient.readReceipts,
    ...(change.state === "identity-changed" && { identityKeyHash: newIdentityKeyHash() }),
    ...(change.phone === null && patient.phone !== null && { phone: null, hiddenPhone: patient.phone }),
  };
  state.patients.put(changed.id, changed);
  live.say({ type: "patient", patient: changed });
  if (patient.state === "offline" && changed.state !== "offline") comeOnline(world, changed);
  return changed;
}

function comeOnline(world: World, { id }: Patient): void {
  for (const message of Array.from(world.state.messages.values()))
    if (message.patientId === id && message.waiting?.for === "phone")
      goOn(world, message, { kind: "arrives" });
}

export const identityChange = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("number"), phone: phoneNumber.optional() }),
  z.strictObject({ kind: z.literal("user-id") }),
  z.strictObject({ kind: z.literal("identity") }),
]);

export type IdentityChange = z.output<typeof identityChange>;

/** A new number, user id or identity key; each number that the patient has written to is told by a system message. */
export function changeIdentity(world: World, patient: Patient, change: IdentityChange): Patient {
  const { state, live, sender } = world;
  const { next, system } = changed(world, patient, change);
  state.records.transaction(() => {
    for (const { phoneNumberId, patientId } of Array.from(state.chats.values())) {
      const number = state.numbers.get(phoneNumberId);
      if (patientId !== patient.id || number === undefined) continue;
      if (change.kind === "identity" && !number.checksIdentity) continue;
      // Told in the old name, so that it is understood whose change it is.
      say(world, patient, number, { type: "system", members: { type: "system", system } });
    }
    state.patients.put(next.id, next);
  });
  live.say({ type: "patient", patient: next });
  sender.wake();
  return next;
}

function changed({ state, now }: World, patient: Patient, change: IdentityChange) {
  const { name, language } = patient;
  const bsuid = patient.bsuid === null ? null : newBsuid(language);
  const ids = bsuid === null ? {} : { user_id: bsuid, previous_user_id: patient.bsuid };
  switch (change.kind) {
    case "number": {
      const { hiddenPhone, ...rest } = patient;
      const own = change.phone ?? fictionalPhone(state, language);
      refuseTaken(state, own, null);
      const isHidden = patient.phone === null;
      const next: Patient = { ...rest, bsuid, ...(isHidden ? { hiddenPhone: own } : { phone: own }) };
      const body = isHidden
        ? `${name} changed their phone number`
        : `User ${name} changed from ${patient.phone ?? hiddenPhone ?? ""} to ${own}`;
      const system = { body, ...(!isHidden && { wa_id: own }), ...ids, type: "user_changed_number" };
      return { next, system };
    }
    case "user-id": {
      const body = `User ${name} changed their user id`;
      return { next: { ...patient, bsuid }, system: { body, ...ids, type: "user_changed_user_id" } };
    }
    case "identity": {
      const identityKeyHash = newIdentityKeyHash();
      const identity = {
        acknowledged: false,
        created_timestamp: Math.floor(now() / 1000),
        hash: identityKeyHash,
      };
      const system = { body: `${name}'s security code changed`, identity, type: "customer_identity_changed" };
      return { next: { ...patient, identityKeyHash }, system };
    }
  }
}
