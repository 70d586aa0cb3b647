import { PatientDirectoryServiceDefinition } from "@careline/contracts/conversation/v1/patient_directory_service";
import { Fault } from "@careline/faults";
import { callPlace, Sealed } from "@careline/phi";
import { handlers, required } from "@careline/rpc";
import type { Bound } from "@careline/rpc";
import { enterPatient, getPatient } from "../app/directory.ts";
import type { Directory } from "../app/directory.ts";
import { patientMessage } from "./to-contract.ts";

interface Needs {
  readonly directory: Directory;
  /** What a clinic uses where a call does not say. */
  readonly defaultsOf: (tenantId: string) => { language: string; timeZone: string };
}

const method = `${PatientDirectoryServiceDefinition.fullName}/EnterPatient`;

export function patientDirectoryRpc({ directory, defaultsOf }: Needs): Bound {
  const get = getPatient(directory);
  const enter = enterPatient(directory);
  return handlers(
    PatientDirectoryServiceDefinition,
    {
      async getPatient({ patientId }, { tenantId, caller, requestId }) {
        const patient = await get({ tenantId, caller, requestId }, required("patient_id", patientId));
        return { patient: patientMessage(patient) };
      },
      async enterPatient(request, { tenantId, caller, requestId }) {
        const key = required("idempotency_key", request.idempotencyKey);
        const patientId = required("patient_id", request.patientId);
        const { identity, contactId } = request;
        if (identity === undefined) throw new Fault("invalid", "identity is required");
        const whose = { tenantId, subjectId: patientId, class: "identity" } as const;
        const place = callPlace({ ...whose, method, callId: key, field: "identity" });
        const usual = defaultsOf(tenantId);
        const patient = await enter(
          { tenantId, caller, requestId },
          {
            key,
            patientId,
            contactId,
            language: request.language || usual.language,
            timeZone: request.timeZone || usual.timeZone,
            identity: new Sealed("identity", identity.box, place),
          },
        );
        return { patient: patientMessage(patient) };
      },
    },
    { allow: ["gateway", "operator"] },
  );
}
