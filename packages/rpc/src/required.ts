import { Fault } from "@careline/faults";

/** A field that a request must carry; Fault("invalid") names it, by its name in the contract. */
export function required(field: string, value: string): string {
  if (value === "") throw new Fault("invalid", `${field} is required`);
  return value;
}
