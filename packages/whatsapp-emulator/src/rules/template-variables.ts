import { isJson, jsonAt, listAt, textAt, type Json } from "./json.ts";
import { missingField, templateRefusal } from "./template-refusal.ts";
import { variablesOf } from "./template.ts";

export interface Wanted {
  readonly component: "HEADER" | "BODY";
  readonly isNamed: boolean;
  /** What Meta answers when the variables are not written as they must be. */
  readonly subcode: number;
}

/** Checks how the variables of a text are written, and that each has an example. */
export function checkVariables(text: string, given: Json, { component, isNamed, subcode }: Wanted): void {
  const variables = variablesOf(text);
  const isWellWritten = isNamed
    ? variables.every((name) => /^[a-z][a-z0-9_]*$/.test(name))
    : variables
        .toSorted((one, other) => Number(one) - Number(other))
        .every((name, at) => name === String(at + 1));
  // Braces that are left when all variables are taken out belong to none.
  if (!isWellWritten || /\{\{|\}\}/.test(text.replaceAll(/\{\{\s*\w+\s*\}\}/g, ""))) {
    throw templateRefusal(
      "Variable Format Is Incorrect",
      isNamed
        ? "Named variables are lower-case letters, digits and underscores in two pairs of braces."
        : "Variables are {{1}}, {{2}} and so on, without gaps.",
      subcode,
    );
  }
  if (!variables.every((name, at) => exampleOf(given, component, isNamed ? name : at) !== undefined))
    throw missingField(component, "example");
}

function exampleOf(
  given: Json,
  component: Wanted["component"],
  variable: string | number,
): string | undefined {
  const example = jsonAt(given, "example");
  const key = component === "HEADER" ? "header_text" : "body_text";
  if (typeof variable === "string") {
    const named = listAt(example, `${key}_named_params`);
    return textAt(
      named.find((each) => textAt(each, "param_name") === variable),
      "example",
    );
  }
  const found: unknown = isJson(example) ? example[key] : undefined;
  const rows: readonly unknown[] = Array.isArray(found) ? found : [];
  const values: readonly unknown[] = Array.isArray(rows[0]) ? rows[0] : rows;
  const value = values[variable];
  return typeof value === "string" ? value : undefined;
}

/** A body keeps its variables apart, off its edges, and has words around them: two for each and one more. */
export function checkBodyBalance(text: string): void {
  const body = text.trim();
  if (/^\{\{[^}]*\}\}|\{\{[^}]*\}\}$/.test(body)) {
    throw templateRefusal(
      "Leading or Trailing Params Are Not Allowed",
      "Variables can't be at the start or end of the template.",
      2388299,
    );
  }
  const count = body.match(/\{\{[^}]*\}\}/g)?.length ?? 0;
  if (/\}\}\s*\{\{/.test(body) || (count > 0 && wordsOf(body) < 2 * count + 1)) {
    throw templateRefusal(
      "Parameters Words Ratio Exceeds Limit",
      "This template has too many variables for its length. Reduce the number of variables or increase the message length.",
      2388293,
    );
  }
}

function wordsOf(body: string): number {
  return body
    .replaceAll(/\{\{[^}]*\}\}/g, " ")
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
