import { PatientIdentity } from "@careline/contracts/sealed/v1/sealed";
import { failpoint, Fault } from "@careline/faults";
import { callPlace, openMessage, Sealed, sealMessage } from "@careline/phi";
import type { Phi } from "@careline/phi";
import type { Store } from "@careline/store";
import { Binary, MongoServerError } from "mongodb";
import type { Directory, Entry, Reader } from "../app/directory.ts";
import type { Patients } from "../app/ports.ts";
import type { ContactDocument, PatientDocument } from "./documents.ts";
import { places } from "./places.ts";
import { personIndex } from "./sealed-change.ts";
import { tellAct, tellRead } from "./tell-read.ts";

const service = "careline.conversation.v1.PatientDirectoryService";

export function mongoPatients(store: Store, phi: Phi): Patients {
  const patients = store.collection<PatientDocument>("patients");
  return {
    async find(tenantId, identity) {
      const person = await personIndex(phi, tenantId, identity);
      return (await patients.findOne({ tenantId, person }, { projection: { _id: 1 } }))?._id;
    },
  };
}

export function mongoDirectory(store: Store, phi: Phi, now: () => Date): Directory {
  const patients = store.collection<PatientDocument>("patients");
  const contacts = store.collection<ContactDocument>("contacts");

  return {
    async get(reader, patientId, method) {
      const { tenantId } = reader;
      const found = await patients.findOne({ _id: patientId, tenantId });
      if (found === null) return undefined;
      const { contactIds, language, timeZone } = found;
      const known = { patientId, contactIds, language, timeZone };
      if (found.identity === undefined) return known;
      const reading = phi.reading();
      const kept = new Sealed("identity", found.identity.value(), places.identity(tenantId, patientId));
      const bytes = await reading.open(kept, { purpose: "show-patient" });
      const whose = { tenantId, subjectId: patientId, class: "identity" } as const;
      const place = callPlace({
        ...whose,
        method: `${service}/${method}`,
        callId: patientId,
        field: "identity",
      });
      const identity = await phi.seal("identity", bytes, place);
      const what = {
        action: "patient.read",
        resourceType: "patient",
        resourceId: patientId,
        patientRef: patientId,
      };
      await tellRead(store, reader, what, reading.openings, now());
      return { ...known, identity };
    },
    hasContact: async (tenantId, contactId) =>
      (await contacts.findOne({ _id: contactId, tenantId })) !== null,
    async enter(reader, entry) {
      const { tenantId } = reader;
      const reading = phi.reading();
      const identity = await openMessage(reading, PatientIdentity, entry.identity, {
        purpose: "enter-patient",
      });
      if (identity.fullName.trim() === "" || identity.birthDate === "")
        throw new Fault("invalid", "a patient has a full name and a birth date");
      const place = places.identity(tenantId, entry.patientId);
      const sealed = await sealMessage(phi, "identity", PatientIdentity, identity, place);
      const person = await personIndex(phi, tenantId, identity);
      const known = await patients.findOne({ tenantId, $or: [{ enteredBy: entry.key }, { person }] });
      if (known !== null) {
        await link(reader, entry, known._id);
        return known._id;
      }
      const row = {
        tenantId,
        person,
        identity: new Binary(sealed.box),
        contactIds: [],
        enteredBy: entry.key,
      };
      const { language, timeZone } = entry;
      failpoint("conversation.before-patient-entered");
      await patients
        .insertOne({ _id: entry.patientId, ...row, language, timeZone })
        .catch((error: unknown) => {
          // Entered by somebody else in this moment: the next try finds them.
          if (error instanceof MongoServerError && error.code === 11_000)
            throw new Fault("conflict", "this patient is being entered by another call", { cause: error });
          throw error;
        });
      failpoint("conversation.after-patient-entered");
      await link(reader, entry, entry.patientId);
      return entry.patientId;
    },
  };

  /** Links the contact and records the entry. Done again it changes nothing, so a crash before it is mended by the same call. */
  async function link(reader: Reader, entry: Entry, patientId: string): Promise<void> {
    const { tenantId } = reader;
    const { contactId } = entry;
    const what = {
      action: "patient.entered",
      resourceType: "patient",
      resourceId: patientId,
      patientRef: patientId,
    };
    failpoint("conversation.before-patient-linked");
    await store.once(`enter:${tenantId}:${entry.key}`, async (unit) => {
      const { session } = unit;
      if (contactId !== "") {
        await contacts.updateOne({ _id: contactId, tenantId }, { $set: { patientId } }, { session });
        await patients.updateOne(
          { _id: patientId, tenantId },
          { $addToSet: { contactIds: contactId } },
          { session },
        );
      }
      tellAct(unit, reader, what, [], now());
    });
    failpoint("conversation.after-patient-linked");
  }
}
