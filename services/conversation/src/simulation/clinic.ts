import type { Clinic } from "../domain/clinic.ts";

/** Wednesday 25 November 2026, 11:45 in Madrid: the day's last free time has passed. */
export const wednesday = new Date("2026-11-25T10:45:00Z");

export const clinic: Clinic = {
  tenantId: "clinica_sol",
  name: "Clínica Sol",
  timeZone: "Europe/Madrid",
  country: "ES",
  defaultLanguage: "es",
  emergencyNumber: "112",
  phone: "+34 910 000 000",
  address: "Calle Mayor 1, Madrid",
  directionsUrl: "https://maps.example/sol",
  privacyUrl: "https://sol.example/privacy",
  consentWordingVersion: "2026-11",
  officeHours: [{ days: [1, 2, 3, 4, 5], from: "09:00", until: "18:00" }],
  replyWithinMinutes: 60,
  closedDays: ["2026-12-08"],
};
