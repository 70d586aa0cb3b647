import { join } from "node:path";
import type { Env } from "@careline/runtime";
import type { Ports } from "./ports.ts";
import type { Secrets } from "./secrets.ts";

export interface Surroundings {
  readonly ports: Ports;
  readonly secrets: Secrets;
  readonly data: string;
  readonly mongoUri: string;
  readonly databasePrefix: string;
  /** What is given to all of them besides. */
  readonly env?: Env | undefined;
}

export const serviceNames = [
  "compliance-audit",
  "scheduling",
  "conversation",
  "notification",
  "gateway",
] as const;
export type ServiceName = (typeof serviceNames)[number];

// WhatsApp may tell late what became of a send, so a clinic waits ten minutes before it says something again. The
// emulator tells within half a second, and after a kill as soon as it is back: nobody at a desk should wait longer.
const uncertainAfterMs = 15_000;

/** Young objects take 12 MB at most, not 48: else a third of a service's memory is what nobody asks for again. */
export const nodeOptions = "--max-semi-space-size=4";

/** The settings of a service, just as an operator would give them to its own process. */
export function environmentOf(name: ServiceName, around: Surroundings): Env {
  const { ports, secrets, data, mongoUri, databasePrefix, env } = around;
  const secret = (file: string) => join(secrets.folder, file);
  const address = (service: keyof Ports) => `127.0.0.1:${ports[service]}`;
  return {
    NODE_OPTIONS: nodeOptions,
    MONGODB_URI: mongoUri,
    DATABASE_PREFIX: databasePrefix,
    CLINICS_FILE: join(data, "clinics.json"),
    PHI_KEYRING_FILE: secret("keyring.json"),
    TLS_CA_FILE: secret("ca.pem"),
    TLS_CERT_FILE: secret(`${name}.pem`),
    TLS_KEY_FILE: secret(`${name}.key`),
    HTTP_ADDRESS: address("gateway"),
    GRPC_ADDRESS: address(name === "gateway" ? "gateway-calls" : name),
    CONVERSATION_ADDRESS: address("conversation"),
    SCHEDULING_ADDRESS: address("scheduling"),
    CONSENT_ADDRESS: address("compliance-audit"),
    WHATSAPP_APP_SECRETS_FILE: secret("app-secret"),
    WHATSAPP_VERIFY_TOKEN_FILE: secret("verify-token"),
    WHATSAPP_ACCESS_TOKEN_FILE: secret("access-token"),
    WHATSAPP_GRAPH_URL: `http://${address("emulator")}`,
    UNCERTAIN_AFTER_MS: String(uncertainAfterMs),
    AUDIT_PUBLISH_DIR: join(data, "audit"),
    AUDIT_KEY_FILE: secret("audit.key"),
    ...env,
  };
}
