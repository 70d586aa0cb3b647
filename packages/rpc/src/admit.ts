import { Fault } from "@careline/faults";

/** Who may call a method: services by name; "anyone" with a certificate, even for no tenant, is for health checks. */
export type Allowed = readonly string[] | "anyone";

/** What a server knows of a call before it starts work. */
export interface Arriving {
  readonly method: string;
  /** Empty when the certificate names no service. */
  readonly caller: string;
  readonly tenantId: string;
  readonly deadlineMs: number;
  readonly inFlight: number;
}

/** Why a call is refused before any work, or undefined. Who asks comes first: a stranger learns nothing more. */
export function refusal(
  call: Arriving,
  allowed: Allowed,
  maxInFlight: number,
  nowMs: number,
): Fault | undefined {
  if (allowed === "anyone") return undefined;
  if (call.caller === "") return new Fault("denied", "the certificate names no service");
  if (!allowed.includes(call.caller))
    return new Fault("denied", `${call.caller} may not call ${call.method}`);
  if (call.deadlineMs === Infinity) return new Fault("invalid", "deadline required");
  if (call.tenantId === "") return new Fault("invalid", "tenant required");
  if (call.deadlineMs <= nowMs) return new Fault("unavailable", "the deadline has passed");
  if (call.inFlight >= maxInFlight)
    return new Fault("limited", "too many calls at once", { retryAfterMs: 100 });
  return undefined;
}
