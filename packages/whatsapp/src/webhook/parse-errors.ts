import { at, listOf, numberOf, textAt } from "../loose.ts";
import type { ReportedError } from "./reported-error.ts";

/** The errors that a webhook lists; what has no code is left out. */
export function errorsOf(errors: unknown): readonly ReportedError[] {
  return listOf(errors).flatMap((error) => {
    const code = numberOf(at(error, "code"));
    if (code === undefined || !Number.isSafeInteger(code)) return [];
    const title = textAt(error, "title") ?? textAt(error, "message") ?? "";
    return [{ code, title, details: textAt(error, "error_data", "details") ?? "" }];
  });
}
