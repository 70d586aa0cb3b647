import { file, settings, text } from "@careline/runtime";

export const readConfig = settings({
  mongo: { uri: text("MONGODB_URI"), databasePrefix: text("DATABASE_PREFIX", "") },
  phi: { keyringFile: file("PHI_KEYRING_FILE") },
  grpc: { address: text("GRPC_ADDRESS", "0.0.0.0:50055") },
  tls: { caFile: file("TLS_CA_FILE"), certFile: file("TLS_CERT_FILE"), keyFile: file("TLS_KEY_FILE") },
  audit: {
    deployment: text("AUDIT_DEPLOYMENT", "local"),
    keyFile: text("AUDIT_KEY_FILE"),
    publishDir: text("AUDIT_PUBLISH_DIR"),
  },
});
