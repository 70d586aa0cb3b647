import { Refusal } from "../refusal.ts";
import { Locked } from "../storage/engine.ts";

/** An error of one statement of a bulk write. Locks and write conflicts concern the whole command. */
export function writeError(index: number, error: unknown): Record<string, unknown> {
  if (error instanceof Locked || !(error instanceof Refusal) || error.codeName === "WriteConflict")
    throw error;
  const { errorLabels: _labels, ...extra } = error.extra;
  return { index, code: error.code, errmsg: error.message, ...extra };
}
