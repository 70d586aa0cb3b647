import { alameda } from "./fixtures.ts";

const clinic = {
  tenantId: alameda.tenantId,
  name: "Clínica Alameda",
  timeZone: "Europe/Madrid",
  country: "ES",
  defaultLanguage: "es",
  emergencyNumber: "112",
  phone: "+34 910 000 100",
  address: "Paseo de la Alameda 12, 28014 Madrid",
  directionsUrl: "https://maps.example/alameda",
  privacyUrl: "https://alameda.example/privacy",
  consentWordingVersion: "1",
  whatsapp: {
    wabaId: alameda.wabaId,
    phoneNumberId: alameda.phoneNumberId,
    displayPhoneNumber: "34910000100",
  },
  officeHours: [{ days: [1], from: "09:00", until: "18:00" }],
  replyWithinMinutes: 60,
  visitTypes: [{ id: "first", names: { es: "Primera", en: "First" }, durationMinutes: 30 }],
  practitioners: [
    {
      id: "p1",
      name: "Dra. Vega",
      visitTypes: ["first"],
      hours: [{ days: [1], from: "09:00", until: "18:00" }],
    },
  ],
};

/** What CLINICS_FILE holds. */
export const clinicsFile = JSON.stringify([clinic]);
