import { createHmac } from "node:crypto";
import { sign } from "@careline/whatsapp";
import { webhookBody } from "../rules/webhook-body.ts";
import { wire } from "../rules/wire.ts";

export const badKinds = [
  "wrong-signature",
  "no-signature",
  "sha1-only",
  "altered",
  "replay",
  "huge",
  "deep",
  "not-utf8",
] as const;

export type BadKind = (typeof badKinds)[number];

const hugeBytes = 3 * 1024 * 1024;
const deepLevels = 20_000;

export interface BadWebhook {
  readonly bytes: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** What somebody who means harm would post, or Meta on a bad day: the last three are signed as they should be. */
export function badWebhook(
  kind: BadKind,
  account: { readonly wabaId: string },
  secret: string,
  lastTaken: string | undefined,
): BadWebhook {
  const plain = wire(webhookBody(account, "account_alerts", { alert_info: { alert_type: "EMULATED" } }));
  const signed = (bytes: Uint8Array): BadWebhook => ({
    bytes,
    headers: { "x-hub-signature-256": sign(bytes, secret) },
  });
  const body = Buffer.from(plain);
  switch (kind) {
    case "wrong-signature":
      return { bytes: body, headers: { "x-hub-signature-256": sign(body, `not ${secret}`) } };
    case "no-signature":
      return { bytes: body, headers: {} };
    case "sha1-only": {
      const digest = createHmac("sha1", secret).update(body).digest("hex");
      return { bytes: body, headers: { "x-hub-signature": `sha1=${digest}` } };
    }
    case "altered":
      return { ...signed(body), bytes: Buffer.from(plain.replace("EMULATED", "FORGED__")) };
    case "replay":
      return signed(Buffer.from(lastTaken ?? plain));
    case "huge":
      return signed(
        Buffer.from(plain.replace("EMULATED", "x".repeat(hugeBytes - plain.length + "EMULATED".length))),
      );
    case "deep":
      return signed(
        Buffer.from(plain.replace('"EMULATED"', "[".repeat(deepLevels) + "]".repeat(deepLevels))),
      );
    case "not-utf8":
      return signed(Buffer.from(plain.replace("EMULATED", "\xff\xfe\xc3("), "latin1"));
  }
}
