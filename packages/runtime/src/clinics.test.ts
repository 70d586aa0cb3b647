import { expect, test } from "vitest";
import { clinicsFrom } from "./clinics.ts";

const hours = { days: [1, 2, 3, 4, 5], from: "09:00", until: "18:00" };
const clinic = {
  tenantId: "clinic_one",
  name: "Clinic One",
  timeZone: "America/Mexico_City",
  country: "MX",
  defaultLanguage: "es",
  emergencyNumber: "911",
  phone: "+52 55 0000 0000",
  address: "1 Street",
  directionsUrl: "https://maps.example/one",
  privacyUrl: "https://one.example/privacy",
  consentWordingVersion: "2026-01",
  whatsapp: {
    wabaId: "102290129340398",
    phoneNumberId: "106540352242922",
    displayPhoneNumber: "525500000000",
  },
  officeHours: [hours],
  replyWithinMinutes: 30,
  visitTypes: [{ id: "general", names: { en: "General", es: "General" }, durationMinutes: 30 }],
  practitioners: [{ id: "p1", name: "Dr. Uno", visitTypes: ["general"], hours: [hours] }],
};

test("a clinic is found by its tenant and by its number, with the defaults filled in", () => {
  const clinics = clinicsFrom([clinic]);
  expect(clinics.of("clinic_one").quietHours).toEqual({ from: "21:00", until: "08:00" });
  expect(clinics.byPhoneNumberId("106540352242922")?.tenantId).toBe("clinic_one");
  expect(clinics.byPhoneNumberId("1")).toBeUndefined();
  expect(() => clinics.of("clinic_two")).toThrow("no such tenant");
});

test("one fault names every mistake of the file", () => {
  const wrong = { ...clinic, timeZone: "Mars/Base", officeHours: [{ ...hours, from: "9:00" }], extra: 1 };
  const read = () => clinicsFrom([wrong]);
  expect(read).toThrow(/timeZone/);
  expect(read).toThrow(/officeHours/);
  expect(read).toThrow(/extra/);
});

test("nothing goes but by WhatsApp until a clinic says so, and a silence needs its length", () => {
  expect(clinicsFrom([clinic]).of("clinic_one").fallback).toEqual({ reminder: [] });
  const ruled = (rule: object) => clinicsFrom([{ ...clinic, fallback: { reminder: [rule] } }]);
  const rule = { channel: "sms", when: ["failed", "unread"], unreadAfterMinutes: 240 };
  expect(ruled(rule).of("clinic_one").fallback.reminder).toEqual([rule]);
  expect(() => ruled({ channel: "sms", when: ["unread"] })).toThrow(/unreadAfterMinutes/);
  expect(() => ruled({ ...rule, when: ["failed"] })).toThrow(/unreadAfterMinutes/);
  expect(() => ruled({ channel: "fax", when: ["failed"] })).toThrow(/channel/);
});
