import type { LibraryTemplate } from "./template.ts";
import { lengthOf, valueProblem } from "./template-variables.ts";

export type Values = Readonly<Record<string, string>>;

export type Filled =
  | { readonly kind: "filled"; readonly values: readonly { readonly name: string; readonly value: string }[] }
  /** Names the variable. */
  | { readonly kind: "unfit"; readonly reason: string };

// Meta: of the body with its values in place.
const bodyMost = 1_024;

/** The values of a template in its own order, once each is what its variable may hold. Others are left out. */
export function fillTemplate(template: LibraryTemplate, values: Values): Filled {
  const { wording, variables, isNamed } = template;
  const problem = variables
    .map((name) => valueProblem(name, values[name]))
    .find((each) => each !== undefined);
  if (problem !== undefined) return { kind: "unfit", reason: problem };
  const filled = variables.map((name) => ({ name, value: values[name] ?? "" }));
  const inPlace = filled.reduce(
    (text, { name, value }, index) => text.replaceAll(`{{${isNamed ? name : index + 1}}}`, () => value),
    wording,
  );
  const length = lengthOf(inPlace);
  if (length > bodyMost) return { kind: "unfit", reason: `with its values it has ${length} characters` };
  return { kind: "filled", values: filled };
}
