import { expect, test } from "vitest";
import { reminderTemplate } from "./reminder-template.ts";

const reminder = {
  appointmentId: "0d0f",
  version: 3,
  startsAt: new Date("2026-12-03T08:30:00Z"),
  clinicTimeZone: "Europe/Madrid",
  patientTimeZone: "America/New_York",
};

test("a reminder tells the clinic's time in the patient's language", () => {
  expect(reminderTemplate(reminder, "Clínica Alameda", "es").bodyParameters).toEqual([
    "Clínica Alameda",
    "jueves, 3 de diciembre",
    "09:30",
  ]);
  expect(reminderTemplate(reminder, "Clínica Alameda", "en").bodyParameters).toEqual([
    "Clínica Alameda",
    "Thursday 3 December",
    "09:30",
  ]);
});

test("its buttons carry the visit and the version that was read out", () => {
  expect(reminderTemplate(reminder, "x", "es").quickReplyPayloads).toEqual([
    "appt.confirm.0d0f.3",
    "appt.move.0d0f.3",
    "appt.cancel.0d0f.3",
  ]);
});
