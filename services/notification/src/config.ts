import { mediaSettings } from "@careline/media";
import { file, integer, secret, settings, text } from "@careline/runtime";

export const readConfig = settings({
  mongo: { uri: text("MONGODB_URI"), databasePrefix: text("DATABASE_PREFIX", "") },
  phi: { keyringFile: file("PHI_KEYRING_FILE") },
  clinicsFile: file("CLINICS_FILE"),
  grpc: { address: text("GRPC_ADDRESS", "0.0.0.0:50054") },
  tls: { caFile: file("TLS_CA_FILE"), certFile: file("TLS_CERT_FILE"), keyFile: file("TLS_KEY_FILE") },
  peers: { scheduling: text("SCHEDULING_ADDRESS"), consent: text("CONSENT_ADDRESS") },
  whatsapp: {
    graphUrl: text("WHATSAPP_GRAPH_URL", "https://graph.facebook.com"),
    graphVersion: text("WHATSAPP_GRAPH_VERSION", "v26.0"),
    accessToken: secret("WHATSAPP_ACCESS_TOKEN"),
    timeoutMs: integer("WHATSAPP_TIMEOUT_MS", 10_000),
  },
  sms: {
    url: text("SMS_URL", ""),
    token: secret("SMS_TOKEN", ""),
    body: text("SMS_BODY", '{"to":"+{to}","text":"{text}","id":"{id}"}'),
    timeoutMs: integer("SMS_TIMEOUT_MS", 10_000),
  },
  mail: {
    url: secret("SMTP_URL", ""),
    from: text("MAIL_FROM", ""),
    timeoutMs: integer("SMTP_TIMEOUT_MS", 10_000),
  },
  /** Where files that staff send lie: the same as gateway's. */
  media: mediaSettings,
  uncertainAfterMs: integer("UNCERTAIN_AFTER_MS", 600_000),
});
