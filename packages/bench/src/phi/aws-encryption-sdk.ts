import { randomBytes } from "node:crypto";
import { bringPeer } from "../peers.ts";
import type { FieldCodec } from "./field.ts";

/** As much of the SDK as is used here. */
interface Sdk {
  readonly AlgorithmSuiteIdentifier: { readonly ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY: number };
  readonly CommitmentPolicy: { readonly REQUIRE_ENCRYPT_REQUIRE_DECRYPT: string };
  readonly RawAesKeyringNode: new (options: object) => object;
  readonly RawAesWrappingSuiteIdentifier: {
    readonly AES256_GCM_IV12_TAG16_NO_PADDING: number;
  };
  readonly NodeCachingMaterialsManager: new (options: object) => object;
  getLocalCryptographicMaterialsCache(capacity: number): object;
  buildClient(policy: string): {
    encrypt(by: object, plaintext: Buffer, options: object): Promise<{ result: Buffer }>;
    decrypt(by: object, ciphertext: Buffer): Promise<{ plaintext: Buffer }>;
  };
}

/**
 * The AWS Encryption SDK for JavaScript with its data keys cached, which is its own advice for many small values: an AES
 * wrapping key in memory, so that no network is in it, and the committing suite without signatures, its fastest.
 */
export async function awsEncryptionSdk(): Promise<{ codec: FieldCodec } | { codec: undefined; why: string }> {
  const peer = await bringPeer("@aws-crypto/client-node", "5.0.2");
  if (peer.module === undefined) return { codec: undefined, why: peer.why };
  const sdk = peer.module as Sdk;
  const keyring = new sdk.RawAesKeyringNode({
    keyName: "bench",
    keyNamespace: "careline",
    unencryptedMasterKey: randomBytes(32),
    wrappingSuite: sdk.RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
  });
  const cached = new sdk.NodeCachingMaterialsManager({
    backingMaterials: keyring,
    cache: sdk.getLocalCryptographicMaterialsCache(1_000),
    maxAge: 3_600_000,
    partition: "bench",
    maxMessagesEncrypted: 2 ** 31,
  });
  const client = sdk.buildClient(sdk.CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
  const suiteId = sdk.AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY;
  const encryptionContext = { tenant: "clinica_alameda", subject: "p_01" };
  return {
    codec: {
      seal: async (plaintext) =>
        (await client.encrypt(cached, Buffer.from(plaintext), { suiteId, encryptionContext })).result,
      open: async (sealed) => (await client.decrypt(cached, Buffer.from(sealed))).plaintext,
    },
  };
}
