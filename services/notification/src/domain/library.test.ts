import { expect, test } from "vitest";
import { libraryOf } from "./library.ts";

const text = "Your visit to {{clinic_name}} is on {{date}}, come early please.";
const examples = [
  { param_name: "clinic_name", example: "North" },
  { param_name: "date", example: "Thursday" },
];
const body = (change: object = {}) => ({
  ...{ type: "BODY", text, example: { body_text_named_params: examples } },
  ...change,
});
const reply = (label: string) => ({ type: "QUICK_REPLY", text: label });
const entry = (change: object = {}) => ({
  ...{ name: "visit_v1", language: "en", category: "UTILITY", parameter_format: "NAMED" },
  components: [body(), { type: "BUTTONS", buttons: [reply("Confirm")] }],
  ...change,
});
const problemsOf = (...entries: object[]) => {
  const read = libraryOf(entries);
  return read.kind === "broken" ? read.problems : [];
};
const withBody = (change: object) => entry({ components: [body(change)] });

test("a good entry is read, with its variables in their order", () => {
  const read = libraryOf([entry({ message_send_ttl_seconds: 3_600 })]);
  expect(read.kind === "library" && read.library[0]).toMatchObject({
    ...{ name: "visit_v1", ttlMs: 3_600_000, variables: ["clinic_name", "date"], buttons: ["Confirm"] },
  });
});

test("older ones number their variables, and all mean the same by them", () => {
  const numbered = body({
    ...{
      text: "Your visit to {{1}} is on {{2}}, come early.",
      example: { body_text: [["North", "Thursday"]] },
    },
  });
  const read = libraryOf([entry({ parameter_format: "POSITIONAL", components: [numbered] })]);
  expect(read.kind === "library" && read.library[0]?.variables).toEqual(["clinic_name", "date"]);
});

test.each([
  [{ name: "Visit" }, "Visit en: name: a-z 0-9 _"],
  [{ language: "en-US" }, "visit_v1 en-US: language: as WhatsApp writes it, pt_BR"],
  [{ category: "SERVICE" }, "visit_v1 en: category: UTILITY, MARKETING or AUTHENTICATION"],
  [{ parameter_format: "" }, "visit_v1 en: parameter_format: NAMED or POSITIONAL"],
  [{ message_send_ttl_seconds: 43_201 }, "visit_v1 en: message_send_ttl_seconds: 30 to 43200"],
  [{ components: [] }, "visit_v1 en: body: 1 to 1024 characters, not 0"],
])("a head that Meta would refuse is named: %o", (change, problem) => {
  expect(problemsOf(entry(change))).toContain(problem);
});

test.each([
  [body(), "components: one of a kind"],
  [{ type: "CAROUSEL" }, "components: CAROUSEL is no part that the library has"],
  [{ type: "FOOTER", text: "x".repeat(61) }, "footer: 0 to 60 characters, not 61"],
  [{ type: "FOOTER", text: "until {{date}} only" }, "footer: has a variable"],
])("a part that Meta would refuse is named: %o", (part, problem) => {
  expect(problemsOf(entry({ components: [body(), part] }))).toContain(`visit_v1 en: ${problem}`);
});

test.each([
  ["{{date}} is your day with us.", "body: a variable at its edge"],
  ["Come to us here on {{clinic_name}} {{date}} at nine sharp.", "body: two variables side by side"],
  ["Visit {{clinic_name}} on {{date}} now.", "body: too many variables for its words"],
  ["You have {{illness}} since last week.", "{{illness}}: no variable of ours"],
  ["You have {{date} since last week, come soon.", "body: braces that hold no variable"],
])("a body that Meta would refuse, or we cannot fill, is named: %s", (wording, problem) => {
  expect(problemsOf(withBody({ text: wording }))).toContain(`visit_v1 en: ${problem}`);
});

test("each variable needs an example of its kind", () => {
  const example = { body_text_named_params: [{ param_name: "date", example: "a\nb" }] };
  expect(problemsOf(withBody({ example }))).toEqual([
    "visit_v1 en: example of clinic_name: missing",
    "visit_v1 en: example of date: line break, tab or five spaces",
  ]);
});

test.each([
  [[reply("x".repeat(26))], "button: 1 to 25 characters, not 26"],
  [[reply("a"), reply("a")], "buttons: two of one label"],
  [Array.from({ length: 11 }, (_, at) => reply(String(at))), "buttons: at most 10"],
  [[{ type: "PHONE_NUMBER", text: "Call" }], "buttons: QUICK_REPLY alone"],
])("buttons that Meta would refuse are named: %o", (buttons, problem) => {
  const components = [body(), { type: "BUTTONS", buttons }];
  expect(problemsOf(entry({ components }))).toContain(`visit_v1 en: ${problem}`);
});

test("a template is there once in a language, and is in each what it is in the others", () => {
  expect(problemsOf(entry(), entry())).toEqual(["visit_v1 en: there twice"]);
  const other = entry({ language: "es", components: [body()] });
  expect(problemsOf(entry(), other)).toEqual(["visit_v1 es: not what it is in en"]);
  expect(problemsOf(entry(), entry({ language: "es" }))).toEqual([]);
});
