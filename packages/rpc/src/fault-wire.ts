import { Metadata, type ServiceError, status, type StatusObject } from "@grpc/grpc-js";
import { Fault, type FaultKind, faultTable } from "@careline/faults";
import { keys } from "./wire.ts";

/** How a failure leaves a server. What is not a Fault is our bug, and not one word of it leaves. */
export function statusOf(error: unknown): StatusObject {
  const metadata = new Metadata();
  if (!(error instanceof Fault)) return { code: status.INTERNAL, details: "internal error", metadata };
  metadata.set(keys.fault, error.kind);
  if (error.retryAfterMs !== undefined)
    metadata.set(keys.retryAfterMs, String(Math.ceil(error.retryAfterMs)));
  return { code: faultTable[error.kind].grpcCode, details: headerSafe(error.message), metadata };
}

/** How a failure arrives at a client: as the Fault that was thrown, or as what the code means to a caller. */
export function errorOf(cause: ServiceError, server: string, method: string): Error {
  const said = faultKind(cause.metadata.get(keys.fault)[0]);
  if (said !== undefined) return new Fault(said, cause.details, { cause, ...retryAfter(cause.metadata) });
  const kind = kindOfCode.get(cause.code);
  const text = `${server}.${method}: ${cause.details}`;
  return kind === undefined ? new Error(text, { cause }) : new Fault(kind, text, { cause });
}

// What grpc itself says, where no Fault was thrown. A code that is not here is a bug of one of the two sides.
const kindOfCode = new Map<status, FaultKind>([
  [status.UNAVAILABLE, "unavailable"],
  [status.DEADLINE_EXCEEDED, "unavailable"],
  [status.CANCELLED, "unavailable"],
  // Our own cap says so with a Fault: without one the message was too large, and will be the next time.
  [status.RESOURCE_EXHAUSTED, "invalid"],
]);

function faultKind(value: unknown): FaultKind | undefined {
  return typeof value === "string" && Object.hasOwn(faultTable, value) ? (value as FaultKind) : undefined;
}

function retryAfter(metadata: Metadata): { retryAfterMs?: number } {
  const retryAfterMs = Number(metadata.get(keys.retryAfterMs)[0] ?? Number.NaN);
  return Number.isSafeInteger(retryAfterMs) ? { retryAfterMs } : {};
}

// A status travels in a header: grpc-js encodes it, and throws at half a surrogate pair.
function headerSafe(text: string): string {
  return text.slice(0, 1_000).toWellFormed();
}
