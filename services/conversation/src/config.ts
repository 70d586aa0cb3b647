import { file, integer, settings, text } from "@careline/runtime";

export const readConfig = settings({
  mongo: { uri: text("MONGODB_URI"), databasePrefix: text("DATABASE_PREFIX", "") },
  phi: { keyringFile: file("PHI_KEYRING_FILE") },
  clinicsFile: file("CLINICS_FILE"),
  grpc: { address: text("GRPC_ADDRESS", "0.0.0.0:50052") },
  tls: { caFile: file("TLS_CA_FILE"), certFile: file("TLS_CERT_FILE"), keyFile: file("TLS_KEY_FILE") },
  scheduling: { address: text("SCHEDULING_ADDRESS"), deadlineMs: integer("SCHEDULING_DEADLINE_MS", 2_000) },
  consent: { address: text("CONSENT_ADDRESS"), deadlineMs: integer("CONSENT_DEADLINE_MS", 2_000) },
});
