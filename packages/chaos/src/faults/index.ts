import { Fault } from "@careline/faults";
import type { ChaosFault } from "./fault.ts";
import { killService } from "./kill-service.ts";

export const allFaults: readonly ChaosFault[] = [killService];

/** The faults of these names; an unknown one is refused with the list. */
export function faultsNamed(names: readonly string[]): readonly ChaosFault[] {
  return names.map((name) => {
    const fault = allFaults.find((one) => one.name === name);
    if (fault !== undefined) return fault;
    const known = allFaults.map((one) => one.name).join(", ");
    throw new Fault("invalid", `unknown fault "${name}"; there is ${known}`);
  });
}
