import { createPublicKey } from "node:crypto";
import type { Context } from "hono";
import { textAt } from "../rules/json.ts";
import type { BusinessNumber } from "../state/model.ts";
import { changeDetails, detailsOf } from "../state/number-details.ts";
import type { World } from "../world.ts";
import { invalid, paramsOf } from "./params.ts";

/** POST /{phone-number-id}/whatsapp_business_encryption: the key that Flows are encrypted for. */
export async function setPublicKeyRoute(
  { state }: World,
  call: Context,
  number: BusinessNumber,
): Promise<Response> {
  const pem = textAt(await paramsOf(call), "business_public_key");
  if (pem === undefined) throw invalid("The parameter business_public_key is required.");
  if (!isRsa2048(pem))
    throw invalid("Param business_public_key must be a 2048-bit RSA public key in PEM format.");
  changeDetails(state, number.phoneNumberId, { publicKey: pem });
  return call.json({ success: true });
}

/** GET /{phone-number-id}/whatsapp_business_encryption */
export function publicKeyRoute({ state }: World, call: Context, number: BusinessNumber): Response {
  const { publicKey } = detailsOf(state, number.phoneNumberId);
  const known = { business_public_key: publicKey, business_public_key_signature_status: "VALID" };
  return call.json({ data: publicKey === undefined ? [] : [known] });
}

function isRsa2048(pem: string): boolean {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === "rsa" && key.asymmetricKeyDetails?.modulusLength === 2048;
  } catch {
    return false;
  }
}
