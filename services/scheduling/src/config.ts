import { file, integer, settings, text } from "@careline/runtime";
import { usualHoldSeconds } from "./domain/hold.ts";

export const readConfig = settings({
  mongo: { uri: text("MONGODB_URI"), databasePrefix: text("DATABASE_PREFIX", "") },
  clinicsFile: file("CLINICS_FILE"),
  grpc: { address: text("GRPC_ADDRESS", "0.0.0.0:50053") },
  tls: { caFile: file("TLS_CA_FILE"), certFile: file("TLS_CERT_FILE"), keyFile: file("TLS_KEY_FILE") },
  holdSeconds: integer("HOLD_SECONDS", usualHoldSeconds),
  reminders: { pollMs: integer("REMINDER_POLL_MS", 250) },
});
