import { numbered, valueProblem, variableNames } from "./template-variables.ts";

/** The variables of a text, in the order in which they stand: `1`, `2` or names. */
export function variablesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? ""))];
}

/** Each is one that we know how to fill, and is written as Meta wants it. */
export function variableProblems(text: string, isNamed: boolean): readonly string[] {
  const variables = variablesIn(text);
  const known = isNamed ? variableNames : numbered.map((_, index) => String(index + 1));
  const strange = variables.filter((name) => !known.includes(name));
  const hasGap = !isNamed && variables.some((_, index) => !variables.includes(String(index + 1)));
  const isBroken = /\{\{|\}\}/.test(text.replaceAll(/\{\{\w+\}\}/g, ""));
  return [
    ...strange.map((name) => `{{${name}}}: no variable of ours`),
    ...(hasGap ? ["body: its variables are not numbered from 1 without gaps"] : []),
    ...(isBroken ? ["body: braces that hold no variable"] : []),
  ];
}

/** Meta: variables stand apart, not at an edge, and with two words for each and one more. */
export function balanceProblems(text: string): readonly string[] {
  const words = text.replaceAll(/\{\{\w+\}\}/g, " ").match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  const count = text.match(/\{\{\w+\}\}/g)?.length ?? 0;
  return [
    ...(/^\{\{|\}\}$/.test(text.trim()) ? ["body: a variable at its edge"] : []),
    ...(/\}\}\s*\{\{/.test(text) ? ["body: two variables side by side"] : []),
    ...(count > 0 && words < 2 * count + 1 ? ["body: too many variables for its words"] : []),
  ];
}

type Json = Readonly<Record<string, unknown>>;

/** Reviewers see what each variable will hold: an example of the kind that it takes, made up. */
export function exampleProblems(
  variables: readonly string[],
  isNamed: boolean,
  example: Json,
): readonly string[] {
  const examples = isNamed ? byName(example["body_text_named_params"]) : byPlace(example["body_text"]);
  return variables.flatMap((name, index) => {
    const known = isNamed ? name : numbered[index];
    const problem = known === undefined ? undefined : valueProblem(known, examples.get(name));
    return problem === undefined ? [] : [`example of ${problem}`];
  });
}

function byName(given: unknown): ReadonlyMap<unknown, string> {
  const list: readonly Json[] = Array.isArray(given) ? given : [];
  return new Map(list.map(({ param_name: name, example }) => [name, String(example)]));
}

function byPlace(given: unknown): ReadonlyMap<unknown, string> {
  const rows: readonly unknown[] = Array.isArray(given) ? given : [];
  const values: readonly unknown[] = Array.isArray(rows[0]) ? rows[0] : [];
  return new Map(values.map((value, index) => [String(index + 1), String(value)]));
}
