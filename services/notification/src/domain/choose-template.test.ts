import { expect, test } from "vitest";
import { chooseTemplate, recordKey, templateStanding } from "./choose-template.ts";
import { sampleTemplate } from "./template.fixture.ts";
import { draftOf, type TemplateRecord } from "./template-record.ts";

const spanish = sampleTemplate({ name: "day_v1", language: "es" });
const portuguese = sampleTemplate({ name: "day_v1", language: "pt_BR" });
const english = sampleTemplate({ name: "day_v1", language: "en" });
const former = sampleTemplate({ name: "appointment_reminder_v1", language: "es" });
const library = [english, spanish, portuguese, former];
const names = ["day_v1", "appointment_reminder_v1"];

const standing = (...records: [typeof spanish, Partial<TemplateRecord>][]) =>
  new Map(
    records.map(([each, change]) => [
      recordKey(each.name, each.language),
      { ...draftOf(each, "UTILITY"), state: "approved" as const, ...change },
    ]),
  );
const all = standing([english, {}], [spanish, {}], [portuguese, {}]);
const choose = (records: typeof all, ...languages: string[]) =>
  chooseTemplate(library, records, names, languages);

test("it is in the contact's language, however that is written, or else in the clinic's", () => {
  expect(choose(all, "es", "en")).toEqual({ kind: "use", template: spanish });
  expect(choose(all, "pt-BR", "en")).toEqual({ kind: "use", template: portuguese });
  expect(choose(all, "de", "en")).toEqual({ kind: "use", template: english });
});

test.each([
  { state: "rejected" },
  { state: "paused" },
  { state: "disabled" },
  { state: "submitted" },
  { state: "draft" },
  { category: "MARKETING" },
] as const)("one that is %o is not chosen: another language of its name is", (change) => {
  const records = standing([english, {}], [spanish, change]);
  expect(choose(records, "es", "en")).toEqual({ kind: "use", template: english });
});

test("the one that was in use before there was a library goes until WhatsApp says something else of it", () => {
  expect(choose(new Map(), "es")).toEqual({ kind: "use", template: former });
  const records = standing([former, { state: "rejected", reason: "WhatsApp takes it for advertising" }]);
  expect(choose(records, "es").kind).toBe("none");
});

test("where none may be used the reason names the one that was wanted", () => {
  const taken = standing([former, { state: "disabled" }]);
  expect(choose(taken, "es")).toEqual({
    ...{ kind: "none", reason: "the template day_v1 in es is not approved by the clinic yet" },
  });
  const rejected = standing(
    [spanish, { state: "rejected", reason: "a fraud" }],
    [former, { state: "paused" }],
  );
  expect(choose(rejected, "es")).toMatchObject({ reason: "the template day_v1 in es is rejected: a fraud" });
});

test("one that was asked for by name goes as it stands, and not in another language", () => {
  expect(templateStanding(spanish, all).kind).toBe("use");
  expect(templateStanding(spanish, standing([english, {}], [spanish, { category: "MARKETING" }]))).toEqual({
    ...{ kind: "none", reason: "the template day_v1 in es is MARKETING at WhatsApp, not UTILITY" },
  });
});
