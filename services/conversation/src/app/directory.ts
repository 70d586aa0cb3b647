import { Fault } from "@careline/faults";
import type { Sealed } from "@careline/phi";

export interface Patient {
  readonly patientId: string;
  readonly contactIds: readonly string[];
  readonly language: string;
  readonly timeZone: string;
  /** Sealed for the call that asked; absent once erased. */
  readonly identity?: Sealed | undefined;
}

export interface Reader {
  readonly tenantId: string;
  /** The service that asks. */
  readonly caller: string;
  readonly requestId: string;
}

export interface Entry {
  readonly key: string;
  readonly patientId: string;
  readonly language: string;
  readonly timeZone: string;
  readonly identity: Sealed;
  readonly contactId: string;
}

export interface Directory {
  get(reader: Reader, patientId: string, method: "GetPatient" | "EnterPatient"): Promise<Patient | undefined>;
  hasContact(tenantId: string, contactId: string): Promise<boolean>;
  /** Enters a patient and links the contact; answers with the id of the same person where the clinic has them already. */
  enter(reader: Reader, entry: Entry): Promise<string>;
}

export function getPatient(directory: Directory) {
  return async (reader: Reader, patientId: string): Promise<Patient> =>
    found(await directory.get(reader, patientId, "GetPatient"));
}

/** Enters a patient whom the clinic knows. The same key enters them once, and the same person is not entered twice. */
export function enterPatient(directory: Directory) {
  return async (reader: Reader, entry: Entry): Promise<Patient> => {
    if (entry.contactId !== "" && !(await directory.hasContact(reader.tenantId, entry.contactId)))
      throw new Fault("missing", "no such contact");
    const patientId = await directory.enter(reader, entry);
    return found(await directory.get(reader, patientId, "EnterPatient"));
  };
}

function found(patient: Patient | undefined): Patient {
  if (patient === undefined) throw new Fault("missing", "no such patient");
  return patient;
}
