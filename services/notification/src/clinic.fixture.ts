import { clinicsFrom } from "@careline/runtime";

export const tenantId = "alameda";
export const phoneNumberId = "506070809010203";
export const otherTenant = "ribera";
/** A Thursday, noon in Madrid. */
export const thursday = new Date("2026-11-26T11:00:00Z");

const hours = [{ days: [1, 2, 3, 4, 5], from: "09:00", until: "18:00" }];

const clinic = (id: string, number: string) => ({
  tenantId: id,
  name: "Clínica Alameda",
  timeZone: "Europe/Madrid",
  country: "ES",
  defaultLanguage: "es",
  emergencyNumber: "112",
  phone: "+34 910 000 100",
  address: "Calle Mayor 1, Madrid",
  directionsUrl: "https://maps.example/alameda",
  privacyUrl: "https://alameda.example/privacy",
  consentWordingVersion: "1",
  whatsapp: { wabaId: "102030405060708", phoneNumberId: number, displayPhoneNumber: "34910000100" },
  officeHours: hours,
  replyWithinMinutes: 60,
  visitTypes: [{ id: "v", names: { en: "Check-up", es: "Revisión" }, durationMinutes: 30 }],
  practitioners: [{ id: "p", name: "Dra. Ruiz", visitTypes: ["v"], hours }],
});

export const clinicsFile = JSON.stringify([
  clinic(tenantId, phoneNumberId),
  clinic(otherTenant, "506070809010999"),
]);
export const clinics = clinicsFrom(JSON.parse(clinicsFile));
