import { expect, test } from "vitest";
import { answerGate, type Facts, reminderGate } from "./gate.ts";
import { carriesClinicalContent } from "./phi-gate.ts";
import { sampleIntent } from "./intent.fixture.ts";

const noon = new Date("2026-11-26T11:00:00Z");
const facts: Facts = {
  quietHours: { from: "21:00", until: "08:00" },
  consent: "granted",
  reminder: { stillTrue: true, reason: "" },
};
const reminder = sampleIntent({
  intentClass: "reminder",
  expiresAt: new Date("2026-11-27T11:00:00Z"),
  reminder: {
    appointmentId: "a1",
    version: 1,
    startsAt: new Date("2026-11-27T13:00:00Z"),
    clinicTimeZone: "Europe/Madrid",
    patientTimeZone: "Europe/Madrid",
  },
});

test("a true reminder with consent goes out by day", () => {
  expect(reminderGate(reminder, facts, noon)).toEqual({ kind: "send" });
});

test("in the patient's quiet hours it waits for the morning", () => {
  const night = new Date("2026-11-26T22:00:00Z");
  expect(reminderGate(reminder, facts, night)).toMatchObject({
    kind: "wait",
    until: new Date("2026-11-27T07:00:00Z"),
  });
});

test("whatever is not so any more stops it, with the rule that did", () => {
  const rule = (change: Partial<Facts>) => reminderGate(reminder, { ...facts, ...change }, noon);
  expect(rule({ reminder: { stillTrue: false, reason: "moved" } })).toEqual({
    kind: "suppress",
    reason: "visit-moved",
  });
  expect(rule({ consent: "withdrawn" })).toEqual({ kind: "suppress", reason: "opted-out" });
  expect(rule({ consent: "never-asked" })).toEqual({ kind: "suppress", reason: "consent-never-asked" });
  expect(reminderGate(reminder, facts, new Date("2026-11-27T11:00:00Z")).kind).toBe("expire");
});

test("free words need a message of the patient within the last day", () => {
  const answer = sampleIntent({ windowOpenedAt: noon });
  expect(answerGate(answer, new Date("2026-11-27T10:54:00Z"))).toEqual({ kind: "send" });
  expect(answerGate(answer, new Date("2026-11-27T10:55:00Z"))).toEqual({
    kind: "suppress",
    reason: "window-closed",
  });
  expect(answerGate(sampleIntent({ windowOpenedAt: undefined }), noon).kind).toBe("suppress");
});

test.each([
  "Su HbA1c es 6,1 %",
  "Glucose 182 mg/dL this morning",
  "LDL: 3.4 mmol/L",
  "Diagnosis E11.9 confirmed",
  "MRN: 00123456",
  "HIV test: positive",
])("clinical content with a shape is recognised: %s", (words) => {
  expect(carriesClinicalContent(words)).toBe(true);
});

test.each([
  "Your visit is on Thursday at 09:30, room 2.",
  "Puede aparcar en la calle Mayor 12, planta B2.",
  "The fee is 45.50 EUR",
  "Llámenos al 910 000 100",
  "Sus resultados están listos: pase por recepción.",
])("ordinary words are left alone: %s", (words) => {
  expect(carriesClinicalContent(words)).toBe(false);
});
