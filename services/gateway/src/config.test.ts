import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

test("one message names every setting that is missing or wrong", () => {
  const read = () => readConfig({ CLINICS_FILE: "/nowhere", WHATSAPP_APP_SECRETS_FILE: "/nowhere" });
  const names = [
    "WHATSAPP_APP_SECRETS",
    "WHATSAPP_VERIFY_TOKEN",
    "MONGODB_URI",
    "CLINICS_FILE",
    "PHI_KEYRING_FILE",
  ];
  expect(read).toThrow(new RegExp(names.join("[^]*")));
});
