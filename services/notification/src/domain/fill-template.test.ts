import { expect, test } from "vitest";
import { fillTemplate } from "./fill-template.ts";
import { sampleTemplate } from "./template.fixture.ts";

const values = { clinic_name: "Clínica Alameda", date: "jueves", time: "09:30" };
const fill = (change: Record<string, string>) => fillTemplate(sampleTemplate(), { ...values, ...change });

test("values stand in the order of the template; what it has no place for is left out", () => {
  expect(fill({ directions_url: "https://maps.example/x" })).toEqual({
    kind: "filled",
    values: Object.entries(values).map(([name, value]) => ({ name, value })),
  });
});

test.each([
  [{ date: "" }, "date: missing"],
  [{ date: "   " }, "date: missing"],
  [{ time: "09:30\nRoom 2" }, "time: line break, tab or five spaces"],
  [{ date: "Thursday     26" }, "date: line break, tab or five spaces"],
  [{ clinic_name: "x".repeat(61) }, "clinic_name: 61 characters, at most 60"],
])("a value that WhatsApp would refuse is named by its variable: %o", (change, reason) => {
  expect(fill(change)).toEqual({ kind: "unfit", reason });
});

test("a link is a link", () => {
  const template = sampleTemplate({
    variables: ["directions_url"],
    wording: "Cómo llegar: {{directions_url}} ahora",
  });
  const fillLink = (directions: string) => fillTemplate(template, { directions_url: directions }).kind;
  expect(fillLink("https://maps.example/alameda")).toBe("filled");
  expect(fillLink("javascript:alert(1)")).toBe("unfit");
  expect(fillLink("https://maps.example/two words")).toBe("unfit");
});

test("a variable that nobody fills, and a body too long with its values, are refused", () => {
  expect(fillTemplate(sampleTemplate({ variables: ["diagnosis"] }), { diagnosis: "x" })).toEqual({
    ...{ kind: "unfit", reason: "diagnosis: no variable of ours" },
  });
  const long = sampleTemplate({
    wording: `${"x".repeat(1_010)} {{1}} .`,
    variables: ["date"],
    isNamed: false,
  });
  expect(fillTemplate(long, { date: "jueves, 26 de noviembre" }).kind).toBe("unfit");
});
