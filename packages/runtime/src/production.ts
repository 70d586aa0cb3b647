import type { Env } from "./service.ts";
import type { Problem } from "./settings.ts";

// Each of these weakens TLS, makes a library print what it carries, or kills a process on purpose.
const notInProduction = [
  "NODE_TLS_REJECT_UNAUTHORIZED",
  "NODE_DEBUG",
  "KAFKAJS_DEBUG_PROTOCOL_BUFFERS",
  "KAFKAJS_DEBUG_EXTENDED_PROTOCOL_BUFFERS",
  "GRPC_NODE_DEBUG_SEND_ERROR_DETAILS",
  "CHAOS_FAILPOINT",
];

export function isProduction(env: Env): boolean {
  return env["NODE_ENV"] === "production";
}

/** Variables that help in development and must not be set in production. */
export function notForProduction(env: Env): readonly Problem[] {
  if (!isProduction(env)) return [];
  return notInProduction
    .filter((variable) => env[variable])
    .map((variable) => ({ variable, what: "not for production" }));
}
