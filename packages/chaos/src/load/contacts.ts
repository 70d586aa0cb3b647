import type { LocalFile } from "@careline/local/local-file";
import type { Contact } from "@careline/local/storm/contact";
import { Fault } from "@careline/faults";
import { post } from "@careline/local/demo/phone";

export interface Person extends Contact {
  /** As the emulator calls them. */
  readonly patient: string;
  /** To whose number they write. */
  readonly clinic: LocalFile;
}

/** Where somebody gets their mail. */
export function emailOf({ patient }: Pick<Person, "patient">): string {
  return `${patient}@patients.example`;
}

/** People to write as: known by phone and user id, or by either alone. Names are like no other words. */
export async function bringPeople(
  clinics: readonly LocalFile[],
  count: number,
  chance: () => number,
): Promise<readonly Person[]> {
  const people: Person[] = [];
  for (let index = 0; index < count; index += 1) people.push(await bringPerson(clinics, index, chance));
  return people;
}

/** One more, unlike all with another number. */
export async function bringPerson(
  clinics: readonly LocalFile[],
  index: number,
  chance: () => number,
): Promise<Person> {
  // Three in a row are of the three kinds: each clinic has all of them.
  const clinic = clinics[Math.floor(index / 3) % clinics.length];
  if (clinic === undefined) throw new Fault("invalid", "people need a clinic to write to");
  const contact = personAt(index, chance);
  const asked = { ...contact, language: "es", readReceipts: false };
  const { id } = await post<{ id: string }>(`${clinic.emulator}/control/patients`, asked);
  return { ...contact, patient: id, clinic };
}

function personAt(index: number, chance: () => number): Contact {
  const number = String(index).padStart(5, "0");
  const mark = Math.floor(chance() * 36 ** 8).toString(36);
  const digits = String(Math.floor(chance() * 1_000)).padStart(3, "0");
  return {
    name: `Íñigo ${mark}${number}`,
    phone: index % 3 === 2 ? null : `346${number}${digits}`,
    bsuid: index % 3 === 1 ? null : `ES.chaos${mark}${number}`,
  };
}
