import { setTimeout as pause } from "node:timers/promises";
import { post } from "../demo/phone.ts";
import type { ChildHouse } from "./child-house.ts";
import type { Contact } from "./contact.ts";

interface Known {
  readonly id: string;
  readonly phone: string | null;
  readonly bsuid: string | null;
}

/**
 * Makes a contact known to the emulator and opens the 24 hours in which it may be answered: by a reaction, to which
 * nobody answers. Tried again for as long as the house is down.
 */
export async function arrive(house: ChildHouse, contact: Contact): Promise<string> {
  for (;;) {
    const { local } = await house.current();
    const patients = `${local.emulator}/control/patients`;
    try {
      const id = (await find(patients, contact)) ?? (await make(patients, contact));
      await post(`${patients}/${id}/messages`, { type: "reaction", emoji: "👍", messageId: "wamid.none" });
      return id;
    } catch {
      await pause(200);
    }
  }
}

async function find(patients: string, { phone, bsuid }: Contact): Promise<string | undefined> {
  const answer = await fetch(patients);
  const { patients: all } = (await answer.json()) as { patients: readonly Known[] };
  return all.find((one) => (phone === null ? one.bsuid === bsuid : one.phone === phone))?.id;
}

async function make(patients: string, contact: Contact): Promise<string> {
  const made = await post<Known>(patients, { ...contact, language: "es", readReceipts: false });
  return made.id;
}
