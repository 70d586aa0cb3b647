import {
  constants,
  createCipheriv,
  createDecipheriv,
  privateDecrypt,
  publicEncrypt,
  type KeyLike,
} from "node:crypto";

const tagBytes = 16;

/** The key and the vector of one exchange with a Flow's endpoint. */
export interface FlowKey {
  readonly aesKey: Uint8Array;
  readonly iv: Uint8Array;
}

export interface FlowRequest {
  readonly encrypted_flow_data: string;
  readonly encrypted_aes_key: string;
  readonly initial_vector: string;
}

/** Encrypts a request to an endpoint: AES-128-GCM, its key under the endpoint's RSA key by OAEP with SHA-256. */
export function sealFlowRequest(payload: unknown, { aesKey, iv }: FlowKey, publicKey: KeyLike): FlowRequest {
  const padding = { key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" } as const;
  return {
    encrypted_flow_data: sealed(JSON.stringify(payload), { aesKey, iv }),
    encrypted_aes_key: publicEncrypt(padding, aesKey).toString("base64"),
    initial_vector: Buffer.from(iv).toString("base64"),
  };
}

/** Opens an endpoint's answer, which is under the same key and the vector with every bit turned. Undefined: it does not open. */
export function openFlowAnswer(text: string, { aesKey, iv }: FlowKey): unknown {
  try {
    const bytes = Buffer.from(text.trim(), "base64");
    const decipher = createDecipheriv("aes-128-gcm", aesKey, turned(iv));
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    const opened = Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]);
    return JSON.parse(opened.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** What an endpoint does with a request, for tests of endpoints. Throws when it does not open. */
export function openFlowRequest(
  request: FlowRequest,
  privateKey: KeyLike,
): { readonly payload: unknown; readonly key: FlowKey } {
  const padding = { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" } as const;
  const aesKey = privateDecrypt(padding, Buffer.from(request.encrypted_aes_key, "base64"));
  const iv = Buffer.from(request.initial_vector, "base64");
  const bytes = Buffer.from(request.encrypted_flow_data, "base64");
  const decipher = createDecipheriv("aes-128-gcm", aesKey, iv);
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  const opened = Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]);
  return { payload: JSON.parse(opened.toString("utf8")), key: { aesKey, iv } };
}

export function sealFlowAnswer(payload: unknown, { aesKey, iv }: FlowKey): string {
  return sealed(JSON.stringify(payload), { aesKey, iv: turned(iv) });
}

function sealed(text: string, { aesKey, iv }: FlowKey): string {
  const cipher = createCipheriv("aes-128-gcm", aesKey, iv);
  return Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]).toString("base64");
}

function turned(iv: Uint8Array): Uint8Array {
  return iv.map((byte) => byte ^ 0xff);
}
