import { expect, test } from "vitest";
import { sampleReminder } from "./intent.fixture.ts";
import { endsInTime, reminderNames, reminderPayloads, reminderValues } from "./reminder-template.ts";
import { sampleTemplate } from "./template.fixture.ts";

const startsAt = new Date("2026-12-03T08:30:00Z");
const reminder = sampleReminder({ startsAt, patientTimeZone: "America/New_York" });
const clinic = { name: "Clínica Alameda", directionsUrl: "https://maps.example/alameda" };
const hoursBefore = (hours: number) => new Date(startsAt.getTime() - hours * 3_600_000);

test.each([
  ["es", "jueves, 3 de diciembre"],
  ["en", "Thursday 3 December"],
  ["pt_BR", "quinta-feira, 3 de dezembro"],
  ["fr", "jeudi 3 décembre"],
  ["de", "Donnerstag, 3. Dezember"],
  ["ar", "الخميس، 3 ديسمبر"],
])("a reminder tells the clinic's time in the language of its template: %s", (language, date) => {
  const { clinic_name: name, date: said, time } = reminderValues(reminder, clinic, language);
  expect([name, said, time]).toEqual(["Clínica Alameda", date, "09:30"]);
});

test("a day before it is a reminder of the day, near the visit one that WhatsApp gives up sooner", () => {
  expect(reminderNames(reminder, hoursBefore(24))[0]).toBe("appointment_reminder_24h_v1");
  expect(reminderNames(reminder, hoursBefore(12))[0]).toBe("appointment_reminder_24h_v1");
  expect(reminderNames(reminder, hoursBefore(11.9))[0]).toBe("appointment_reminder_2h_v1");
  expect(reminderNames({ ...reminder, version: 2 }, hoursBefore(24)).slice(0, 2)).toEqual([
    ...["appointment_reminder_moved_v1", "appointment_reminder_24h_v1"],
  ]);
});

test("no template is tried for that WhatsApp may still deliver after the visit began", () => {
  const hour = sampleTemplate({ ttlMs: 3_600_000 });
  expect(endsInTime(hour, reminder, hoursBefore(1))).toBe(true);
  expect(endsInTime(hour, reminder, hoursBefore(0.99))).toBe(false);
  expect(endsInTime(sampleTemplate({ ttlMs: undefined }), reminder, hoursBefore(0.5))).toBe(true);
});

test("its buttons carry the visit and the version that was read out", () => {
  expect(reminderPayloads({ ...reminder, appointmentId: "0d0f", version: 3 })).toEqual([
    ...["appt.confirm.0d0f.3", "appt.move.0d0f.3", "appt.cancel.0d0f.3"],
  ]);
});
