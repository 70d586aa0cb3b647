/** What travels beside a message. Ids only, never patient data. */
export const keys = {
  tenant: "careline-tenant",
  requestId: "careline-request-id",
  fault: "careline-fault",
  retryAfterMs: "careline-retry-after-ms",
} as const;

const sizeBytesMax = 1_048_576;

/** Limits and pings that both sides keep. Media travel by reference, so a megabyte is plenty. */
export const commonOptions = {
  "grpc.max_receive_message_length": sizeBytesMax,
  "grpc.max_send_message_length": sizeBytesMax,
  "grpc.keepalive_time_ms": 30_000,
  "grpc.keepalive_timeout_ms": 10_000,
} as const;

/** Bytes as they are. */
export const asIs = <Bytes>(bytes: Bytes): Bytes => bytes;
