import { limits } from "./budget.ts";

/** Meta's word for how many messages a second a number may have; undefined where it says nothing of that. */
export function perSecondOf(throughput: string | undefined): number | undefined {
  if (throughput === "STANDARD") return limits.standard;
  return throughput === "HIGH" ? limits.high : undefined;
}
