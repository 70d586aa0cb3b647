import { templateStanding } from "../domain/choose-template.ts";
import { fillTemplate } from "../domain/fill-template.ts";
import { isSame } from "../domain/template.ts";
import type { Opened, Ports } from "./ports.ts";

export type Composed =
  | { readonly kind: "fits" }
  | { readonly kind: "unfit"; readonly reason: string }
  | { readonly kind: "held"; readonly reason: string };

/** A template that another service has filled: one of the library goes only if WhatsApp has it approved, and its values fit. */
export function composedTemplate({ templates }: Pick<Ports, "templates">) {
  return async (tenantId: string, { content }: Opened["message"]): Promise<Composed> => {
    if (content?.$case !== "template") return { kind: "fits" };
    const template = templates.library.find((each) => isSame(each, content.value));
    if (template === undefined) return { kind: "fits" };
    const { namedParameters, bodyParameters } = content.value;
    const given = template.isNamed
      ? namedParameters.map(({ name, value }) => [name, value] as const)
      : bodyParameters.map((value, index) => [template.variables[index] ?? String(index), value] as const);
    const filled = fillTemplate(template, Object.fromEntries(given));
    if (filled.kind === "unfit")
      return { kind: "unfit", reason: `its template cannot be filled: ${filled.reason}` };
    const standing = templateStanding(template, await templates.recently(tenantId));
    return standing.kind === "use" ? { kind: "fits" } : { kind: "held", reason: `held: ${standing.reason}` };
  };
}
