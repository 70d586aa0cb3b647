import { type Library, type LibraryTemplate, isSame } from "./template.ts";
import { readTemplate } from "./template-form.ts";

export type LibraryRead =
  | { readonly kind: "library"; readonly library: Library }
  /** Each names its template, its language and the part. */
  | { readonly kind: "broken"; readonly problems: readonly string[] };

/** The library out of the entries of its files. A template means the same in all languages: one can stand for another. */
export function libraryOf(entries: readonly unknown[]): LibraryRead {
  const read = entries.map(readTemplate);
  const library = read.map(({ template }) => template);
  const problems = [
    ...read.flatMap(({ template, problems: own }) => own.map((each) => `${titleOf(template)}: ${each}`)),
    ...library.flatMap((template, index) => likenessProblems(template, library.slice(0, index))),
  ];
  return problems.length > 0 ? { kind: "broken", problems } : { kind: "library", library };
}

function likenessProblems(template: LibraryTemplate, before: Library): readonly string[] {
  if (before.some((each) => isSame(each, template))) return [`${titleOf(template)}: there twice`];
  const sibling = before.find(({ name }) => name === template.name);
  if (sibling === undefined || likeness(sibling) === likeness(template)) return [];
  return [`${titleOf(template)}: not what it is in ${sibling.language}`];
}

function likeness({ variables, buttons, ttlMs, category, isNamed }: LibraryTemplate): string {
  return JSON.stringify([variables.toSorted(), buttons.length, ttlMs ?? 0, category, isNamed]);
}

const titleOf = ({ name, language }: LibraryTemplate) => `${name} ${language}`;
