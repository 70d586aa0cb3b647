import type { Document } from "mongodb";

/** Who asked for which values gets the documents that hold one of them, each once. */
export function byValue<T extends Document>(
  documents: readonly T[],
  path: string,
): (values: readonly string[]) => readonly T[] {
  const steps = path.split(".");
  const found = new Map<string, T[]>();
  for (const document of documents)
    for (const value of new Set(stringsAt(document, steps))) {
      const same = found.get(value);
      if (same === undefined) found.set(value, [document]);
      else same.push(document);
    }
  return (values) => {
    const [only] = values;
    if (values.length === 1 && only !== undefined) return found.get(only) ?? [];
    return [...new Set(values.flatMap((value) => found.get(value) ?? []))];
  };
}

/** As the server's equality sees it: a list holds each of its elements. */
function stringsAt(value: unknown, steps: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((element) => stringsAt(element, steps));
  const [step, ...rest] = steps;
  if (step === undefined) return typeof value === "string" ? [value] : [];
  return isDocument(value) ? stringsAt(value[step], rest) : [];
}

function isDocument(value: unknown): value is Document {
  return typeof value === "object" && value !== null;
}
