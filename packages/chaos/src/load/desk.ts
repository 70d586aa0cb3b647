import { randomUUID } from "node:crypto";
import { PrivacyServiceDefinition } from "@careline/contracts/compliance/v1/privacy_service";
import { PatientDirectoryServiceDefinition } from "@careline/contracts/conversation/v1/patient_directory_service";
import { PatientIdentity } from "@careline/contracts/sealed/v1/sealed";
import { callPlace, sealMessage } from "@careline/phi";
import { client, readTls } from "@careline/rpc";
import type { ChaosHouse } from "../house/house.ts";
import { keeperOf } from "../house/keeper.ts";
import { again } from "./calls.ts";

const method = `${PatientDirectoryServiceDefinition.fullName}/EnterPatient`;

export interface Desk {
  /** Somebody of the clinic enters a patient and looks them up; a call without an answer is made again. Gives who it is. */
  enter(): Promise<string>;
  /** And erases one. */
  erase(patientId: string): Promise<void>;
  close(): Promise<void>;
}

/** The clinic's front desk. */
export async function openDesk(house: ChaosHouse): Promise<Desk> {
  const { grpc, tls, tenantId } = house.local;
  const keys = await keeperOf(house);
  const at = { address: grpc.conversation, server: "conversation", tls: readTls(tls), deadlineMs: 5_000 };
  const directory = client(PatientDirectoryServiceDefinition, at);
  const privacy = client(PrivacyServiceDefinition, {
    ...at,
    address: grpc.complianceAudit,
    server: "compliance-audit",
  });
  return {
    async enter() {
      const [patientId, key] = [`desk-${randomUUID()}`, randomUUID()];
      const whose = { tenantId, subjectId: patientId, class: "identity" } as const;
      const identity = { fullName: `Desk ${key}`, birthDate: "1980-05-03", mrn: "" };
      const place = callPlace({ ...whose, method, callId: key, field: "identity" });
      const { box } = await sealMessage(keys.phi, "identity", PatientIdentity, identity, place);
      const request = {
        ...{ idempotencyKey: key, patientId, contactId: "", language: "es", timeZone: "" },
        identity: { box: Buffer.from(box) },
      };
      await again(() => directory.enterPatient(request, { tenantId }));
      await again(() => directory.getPatient({ patientId }, { tenantId }));
      return patientId;
    },
    async erase(subjectId) {
      const asked = { subjectId, classes: [], reason: "patient-request", staffId: "chaos" };
      const request = { ...asked, idempotencyKey: randomUUID() };
      await again(() => privacy.eraseSubject(request, { tenantId }));
    },
    async close() {
      directory.close();
      privacy.close();
      await keys.close();
    },
  };
}
