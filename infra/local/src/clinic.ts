import type { Clinic } from "@careline/runtime";

const weekdays = [1, 2, 3, 4, 5];

/** The clinic that `npm start` brings: made up, in Madrid, with patients who write Spanish or English. */
export const demoClinic = {
  tenantId: "clinica_alameda",
  name: "Clínica Alameda",
  timeZone: "Europe/Madrid",
  country: "ES",
  defaultLanguage: "es",
  emergencyNumber: "112",
  phone: "+34 910 000 100",
  address: "Paseo de la Alameda 12, 28014 Madrid",
  directionsUrl: "https://maps.example/clinica-alameda",
  privacyUrl: "https://clinica-alameda.example/privacy",
  consentWordingVersion: "2026-11",
  whatsapp: {
    wabaId: "102290129340398",
    phoneNumberId: "506070809010203",
    displayPhoneNumber: "34910000100",
    readMarks: "typing",
  },
  officeHours: [{ days: weekdays, from: "09:00", until: "18:00" }],
  replyWithinMinutes: 60,
  quietHours: { from: "21:00", until: "08:00" },
  visitTypes: [
    {
      id: "first-visit",
      names: { es: "Primera visita", en: "First visit" },
      durationMinutes: 45,
      leadMinutes: 120,
      preparation: {
        es: "Traiga su tarjeta sanitaria y la lista de medicinas que toma.",
        en: "Please bring your health card and a list of the medicines you take.",
      },
    },
    {
      id: "check-up",
      names: { es: "Revisión", en: "Check-up" },
      durationMinutes: 30,
      leadMinutes: 60,
    },
    {
      id: "blood-test",
      names: { es: "Análisis de sangre", en: "Blood test" },
      durationMinutes: 15,
      leadMinutes: 720,
      preparation: {
        es: "Venga en ayunas desde la noche anterior. Puede beber agua.",
        en: "Please do not eat from the evening before. You may drink water.",
      },
    },
    {
      id: "physiotherapy",
      names: { es: "Fisioterapia", en: "Physiotherapy" },
      durationMinutes: 60,
      leadMinutes: 60,
    },
  ],
  practitioners: [
    {
      id: "elena-ruiz",
      name: "Dra. Elena Ruiz",
      visitTypes: ["first-visit", "check-up"],
      hours: [
        { days: weekdays, from: "09:00", until: "14:00" },
        { days: [1, 3], from: "15:30", until: "18:00" },
      ],
    },
    {
      id: "tomas-vidal",
      name: "Dr. Tomás Vidal",
      visitTypes: ["first-visit", "check-up", "blood-test"],
      hours: [
        { days: weekdays, from: "08:00", until: "13:00" },
        { days: [2, 4], from: "15:00", until: "18:00" },
      ],
    },
    {
      id: "nora-campos",
      name: "Nora Campos",
      visitTypes: ["physiotherapy", "blood-test"],
      hours: [{ days: weekdays, from: "08:30", until: "16:30" }],
    },
  ],
  closedDays: ["2026-12-08", "2026-12-25", "2027-01-01", "2027-01-06"],
} as const satisfies Omit<Clinic, "visitTypes" | "fallback"> & { visitTypes: readonly object[] };

/** Two people to try it with. */
export const demoPatients = [
  { name: "Lucía Ortega", language: "es", timeZone: "Europe/Madrid" },
  { name: "Amina Khan", language: "en", phone: null, username: "amina.k", timeZone: "Europe/Madrid" },
] as const;
