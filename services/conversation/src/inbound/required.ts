import { Fault } from "@careline/faults";

/** A field that a request must carry. */
export function required(field: string, value: string): string {
  if (value === "") throw new Fault("invalid", `${field} is required`);
  return value;
}
