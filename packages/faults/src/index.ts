export { failpoint } from "./failpoint.ts";

export type FaultKind =
  | "invalid"
  | "denied"
  | "missing"
  | "conflict"
  | "limited"
  | "unavailable"
  | "unreadable";

/** What each kind means at every edge: the kind alone decides. */
export const faultTable = {
  invalid: { httpStatus: 400, grpcCode: 3, handling: "refuse" },
  denied: { httpStatus: 403, grpcCode: 7, handling: "refuse" },
  missing: { httpStatus: 404, grpcCode: 5, handling: "refuse" },
  conflict: { httpStatus: 409, grpcCode: 10, handling: "retry" },
  limited: { httpStatus: 429, grpcCode: 8, handling: "retry" },
  unavailable: { httpStatus: 503, grpcCode: 14, handling: "retry" },
  unreadable: { httpStatus: 500, grpcCode: 15, handling: "park" },
} as const satisfies Record<FaultKind, { httpStatus: number; grpcCode: number; handling: Handling }>;

export type Handling = "refuse" | "retry" | "park";

export interface FaultDetails {
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** A failure that only an edge cares about. The text is for an operator and carries no patient data. */
export class Fault extends Error {
  readonly kind: FaultKind;
  readonly retryAfterMs: number | undefined;

  constructor(kind: FaultKind, message: string, details: FaultDetails = {}) {
    super(message, { cause: details.cause });
    this.name = "Fault";
    this.kind = kind;
    this.retryAfterMs = details.retryAfterMs;
  }
}

/** How the bus treats what a handler threw: anything that is not a Fault is our bug and is tried again, then parked. */
export function handlingOf(error: unknown): Handling {
  return error instanceof Fault ? faultTable[error.kind].handling : "retry";
}
