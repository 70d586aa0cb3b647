import { slotId } from "./domain/slot-id.ts";

/** A Monday, ten o'clock at the clinic. Later than any real now, so that no TTL index sweeps what tests keep. */
export const monday = new Date("2040-03-05T09:00:00Z");

const weekdays = [{ days: [1, 2, 3, 4, 5], from: "09:00", until: "17:00" }];

const clinic = (tenantId: string, phoneNumberId: string) => ({
  tenantId,
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
  whatsapp: { wabaId: "100000000000001", phoneNumberId, displayPhoneNumber: "34910000100" },
  officeHours: weekdays,
  replyWithinMinutes: 60,
  visitTypes: [
    { id: "checkup", names: { es: "Revisión", en: "Check-up" }, durationMinutes: 30, leadMinutes: 60 },
    { id: "long", names: { es: "Larga", en: "Long" }, durationMinutes: 60 },
  ],
  practitioners: [
    { id: "ruiz", name: "Dra. Ruiz", visitTypes: ["checkup", "long"], hours: weekdays },
    { id: "soto", name: "Dr. Soto", visitTypes: ["checkup"], hours: weekdays },
  ],
  closedDays: ["2040-03-19"],
});

/** What CLINICS_FILE holds: two clinics with the same calendar. */
export const clinics = [clinic("north", "200000000000001"), clinic("south", "200000000000002")];

/** The id of a check-up with Dra. Ruiz that begins then: UTC, an hour behind the clinic. */
export function slotAt(startsAt: string, visitTypeId = "checkup", practitionerId = "ruiz"): string {
  const moment = new Date(`${startsAt}:00Z`);
  return slotId({ practitionerId, visitTypeId, startsAt: moment, endsAt: moment });
}
