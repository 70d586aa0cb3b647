import { constants, createCipheriv, createDecipheriv, createSecretKey, privateDecrypt } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { Fault } from "@careline/faults";
import { parseJson } from "../json.ts";
import { textAt } from "../loose.ts";

/** What a form asks its endpoint, and what its answer is sealed with. */
export interface OpenFlowRequest {
  readonly request: unknown;
  readonly key: KeyObject;
  readonly iv: Uint8Array;
}

const algorithm = "aes-128-gcm";
const tagBytes = 16;

/**
 * Opens a request to the endpoint of a form (data API 3.0), whose signature was verified before. Fault("invalid") for
 * what is none. Fault("unreadable") where our key does not open it: answer 421, and WhatsApp fetches our public key anew.
 */
export function openFlowRequest(body: unknown, privateKey: KeyObject): OpenFlowRequest {
  const [data, wrappedKey, iv] = ["encrypted_flow_data", "encrypted_aes_key", "initial_vector"].map((name) =>
    Buffer.from(textAt(body, name) ?? "", "base64"),
  );
  if (!data || !wrappedKey || !iv || data.length <= tagBytes || wrappedKey.length === 0 || iv.length === 0)
    throw new Fault("invalid", "form request: a part is missing");
  const { key, plain } = opened(data, wrappedKey, iv, privateKey);
  return { request: parseJson(plain), key, iv };
}

function opened(
  data: Buffer,
  wrappedKey: Buffer,
  iv: Buffer,
  privateKey: KeyObject,
): { readonly key: KeyObject; readonly plain: Buffer } {
  try {
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const key = createSecretKey(privateDecrypt({ key: privateKey, padding, oaepHash: "sha256" }, wrappedKey));
    const decipher = createDecipheriv(algorithm, key, iv, { authTagLength: tagBytes });
    decipher.setAuthTag(data.subarray(-tagBytes));
    return { key, plain: Buffer.concat([decipher.update(data.subarray(0, -tagBytes)), decipher.final()]) };
  } catch {
    throw new Fault("unreadable", "form request: not encrypted for our key");
  }
}

/** The answer to a request, with the key and vector that came with it: base64, to be sent as text/plain with 200. */
export function sealFlowAnswer(answer: unknown, key: KeyObject, iv: Uint8Array): string {
  const inverted = iv.map((byte) => byte ^ 0xff);
  const cipher = createCipheriv(algorithm, key, inverted, { authTagLength: tagBytes });
  const sealed = [cipher.update(JSON.stringify(answer), "utf8"), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat(sealed).toString("base64");
}
