import { mediaSettings } from "@careline/media";
import { file, secret, settings, text } from "@careline/runtime";

export const readConfig = settings({
  http: { address: text("HTTP_ADDRESS", "0.0.0.0:8080") },
  /** Without certificates nobody is served. */
  grpc: { address: text("GRPC_ADDRESS", "0.0.0.0:50051") },
  tls: {
    caFile: file("TLS_CA_FILE", ""),
    certFile: file("TLS_CERT_FILE", ""),
    keyFile: file("TLS_KEY_FILE", ""),
  },
  whatsapp: {
    /** One a line: two while the app's secret is changed. */
    appSecrets: secret("WHATSAPP_APP_SECRETS"),
    verifyToken: secret("WHATSAPP_VERIFY_TOKEN"),
  },
  graph: {
    baseUrl: text("WHATSAPP_GRAPH_URL", "https://graph.facebook.com"),
    version: text("WHATSAPP_GRAPH_VERSION", "v26.0"),
    /** Without it no file is fetched. */
    accessToken: secret("WHATSAPP_ACCESS_TOKEN", ""),
  },
  media: {
    ...mediaSettings,
    /** host:port or a socket's path; without it nobody looks for malware. */
    clamdAddress: text("CLAMD_ADDRESS", ""),
  },
  mongo: { uri: text("MONGODB_URI"), databasePrefix: text("DATABASE_PREFIX", "") },
  clinicsFile: file("CLINICS_FILE"),
  keyringFile: file("PHI_KEYRING_FILE"),
});
