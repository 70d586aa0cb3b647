import { expect, test } from "vitest";
import { mailOf, smsOf } from "./notice.ts";
import { segmentsOf } from "./sms-segments.ts";

const facts = {
  clinic: "Clínica Alameda",
  phone: "+34 910 000 100",
  startsAt: new Date("2026-11-27T13:00:00Z"),
  timeZone: "Europe/Madrid",
};
const latin = ["en", "es", "pt", "fr", "de"];

test.each([
  [
    "en",
    "Clinica Alameda: this is a reminder of your appointment on Friday 27 November at 14:00. To change it, call +34 910 000 100",
  ],
  [
    "es",
    "Clinica Alameda: le recordamos su cita el viernes, 27 de noviembre a las 14:00. Para cambiarla, llame al +34 910 000 100",
  ],
  ["ar", "Clinica Alameda: موعدكم 27/11 الساعة 14:00. هاتف +34 910 000 100"],
])("an SMS in %s says when, where and whom to call", (language, text) => {
  expect(smsOf(facts, language)).toBe(text);
});

test("an SMS is one segment, in every language and month, for the longest name in its letters", () => {
  const days = Array.from({ length: 74 }, (_, count) => new Date(Date.UTC(2028, 0, 1 + count * 5, 13)));
  const phone = "+34 910 000 100 ext. 12345";
  const longest = { ...facts, clinic: "x".repeat(60), phone };
  const texts = [
    ...days.flatMap((startsAt) => latin.map((language) => smsOf({ ...longest, startsAt }, language))),
    ...days.map((startsAt) => smsOf({ ...facts, startsAt }, "ar")),
  ];
  expect(texts.filter((text) => segmentsOf(text).segments > 1)).toEqual([]);
});

test("a long name gets fewer words; Arabic that fits into none keeps its words", () => {
  const long = "Centro de Atención Primaria Nuestra Señora de la Esperanza 12";
  expect(smsOf({ ...facts, clinic: long }, "es")).toMatch(/su cita es el vie, 27 nov a las 14:00/);
  expect(smsOf({ ...facts, clinic: long }, "ar")).toContain("موعدكم");
});

test("the day is the clinic's, by its own clock", () => {
  const startsAt = new Date("2026-12-31T23:30:00Z");
  expect(smsOf({ ...facts, startsAt }, "en")).toContain("Friday 1 January at 00:30");
});

test("an unknown language reads English, and a region reads its language", () => {
  expect(smsOf(facts, "xx")).toBe(smsOf(facts, "en"));
  expect(smsOf(facts, "pt-BR")).toBe(smsOf(facts, "pt"));
});

test("a mail says the same in words and in HTML that no name can break, in its direction", () => {
  const { subject, text, html } = mailOf({ ...facts, clinic: `A & B <b>"x"` }, "fr");
  expect(subject).toBe(`A & B <b>"x" : votre rendez-vous du vendredi 27 novembre`);
  expect(text).toContain("votre rendez-vous à A & B");
  expect(html).toContain("A &amp; B &lt;b&gt;&quot;x&quot;");
  expect(html).not.toContain("<b>");
  expect(mailOf(facts, "ar").html).toContain('<html lang="ar" dir="rtl">');
  expect(mailOf(facts, "ar").text).toContain("الجمعة");
});
