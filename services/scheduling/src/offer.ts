import type { Clinics } from "@careline/runtime";
import type { Offer } from "./app/ports.ts";

/** What a clinic offers, from the clinics file. */
export function offerOf(clinics: Clinics): (tenantId: string) => Offer {
  return (tenantId) => {
    const clinic = clinics.of(tenantId);
    return {
      timeZone: clinic.timeZone,
      closedDays: clinic.closedDays,
      quietHours: clinic.quietHours,
      visitTypes: clinic.visitTypes.map(({ id, names, preparation, durationMinutes, leadMinutes }) => ({
        visitTypeId: id,
        names,
        preparation: preparation ?? {},
        durationMinutes,
        leadMinutes,
      })),
      practitioners: clinic.practitioners.map(({ id, name, visitTypes, hours }) => ({
        practitionerId: id,
        name,
        visitTypeIds: visitTypes,
        hours,
      })),
    };
  };
}
