import { file, secret, settings, text } from "@careline/runtime";

export const readConfig = settings({
  http: { address: text("HTTP_ADDRESS", "0.0.0.0:8080") },
  whatsapp: {
    /** One a line: two while the app's secret is changed. */
    appSecrets: secret("WHATSAPP_APP_SECRETS"),
    verifyToken: secret("WHATSAPP_VERIFY_TOKEN"),
  },
  mongo: { uri: text("MONGODB_URI"), databasePrefix: text("DATABASE_PREFIX", "") },
  clinicsFile: file("CLINICS_FILE"),
  keyringFile: file("PHI_KEYRING_FILE"),
});
