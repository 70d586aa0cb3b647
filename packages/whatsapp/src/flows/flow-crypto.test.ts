import { createPrivateKey, createSecretKey, webcrypto } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { openFlowRequest, sealFlowAnswer } from "./flow-crypto.ts";

const aesKey = Buffer.from("000102030405060708090a0b0c0d0e0f", "hex");
const iv = Buffer.from("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf", "hex");
const ping = "RXsgKMV2vzp9Rg/3Nn9QNv1AIVWqxNBHbiobq+p97njG/oEBr518kbftZkNYkqEcIg==";
const active = "FusEzBdzvQC+45OrlNKuLz5JY7ITAEKuw/x2vQfdtCN50KTnDUi/t1juMWA=";
let privateKey: KeyObject;
let wrapped: string;

// Another implementation of RSA-OAEP wraps the key, so that both hashes are what they must be.
beforeAll(async () => {
  const algorithm = {
    name: "RSA-OAEP",
    hash: "SHA-256",
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  };
  const pair = await webcrypto.subtle.generateKey(algorithm, true, ["encrypt", "decrypt"]);
  const pkcs8 = await webcrypto.subtle.exportKey("pkcs8", pair.privateKey);
  privateKey = createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
  const bytes = await webcrypto.subtle.encrypt("RSA-OAEP", pair.publicKey, aesKey);
  wrapped = Buffer.from(bytes).toString("base64");
});

const body = (change: object = {}): object => ({
  encrypted_flow_data: ping,
  encrypted_aes_key: wrapped,
  initial_vector: iv.toString("base64"),
  ...change,
});

test("a request is opened, and its answer sealed with its key and every bit of its vector turned", () => {
  const opened = openFlowRequest(body(), privateKey);
  expect(opened.request).toEqual({ version: "3.0", action: "ping" });
  expect(sealFlowAnswer({ data: { status: "active" } }, opened.key, opened.iv)).toBe(active);
  expect(sealFlowAnswer({ data: { status: "active" } }, createSecretKey(aesKey), iv)).toBe(active);
});

test.each([
  ["the data was changed", () => ({ encrypted_flow_data: ping.replace("R", "S") })],
  ["the vector is another", () => ({ initial_vector: Buffer.alloc(16).toString("base64") })],
  ["the key is for someone else", () => ({ encrypted_aes_key: Buffer.alloc(256, 7).toString("base64") })],
])("it is unreadable when %s", (_name, change) => {
  expect(() => openFlowRequest(body(change()), privateKey)).toThrow(
    expect.objectContaining({ name: "Fault", kind: "unreadable" }),
  );
});

test.each([
  ["nothing", undefined],
  ["a text", "x"],
  ["a body without data", { initial_vector: "AAAA", encrypted_aes_key: "AAAA" }],
  ["numbers", { encrypted_flow_data: 1, encrypted_aes_key: 2, initial_vector: 3 }],
])("%s is no request", (_name, odd) => {
  expect(() => openFlowRequest(odd, privateKey)).toThrow(expect.objectContaining({ kind: "invalid" }));
});
