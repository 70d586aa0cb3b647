import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { openFlowAnswer, openFlowRequest, sealFlowAnswer, sealFlowRequest } from "./flow-crypto.ts";

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));
const key = {
  aesKey: hex("000102030405060708090a0b0c0d0e0f"),
  iv: hex("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf"),
};
const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const answer = "FusEzBdzvQC+45OrlNKuLz5JY7ITAEKuw/x2vQfdtCN50KTnDUi/t1juMWA=";

test("a ping and its answer are sealed as in the known vectors", () => {
  const request = sealFlowRequest({ version: "3.0", action: "ping" }, key, publicKey);
  expect(request.encrypted_flow_data).toBe(
    "RXsgKMV2vzp9Rg/3Nn9QNv1AIVWqxNBHbiobq+p97njG/oEBr518kbftZkNYkqEcIg==",
  );
  expect(sealFlowAnswer({ data: { status: "active" } }, key)).toBe(answer);
  expect(openFlowAnswer(answer, key)).toEqual({ data: { status: "active" } });
});

test("an endpoint opens what was sealed for it", () => {
  const request = sealFlowRequest({ version: "3.0", action: "INIT" }, key, publicKey);
  expect(openFlowRequest(request, privateKey).payload).toEqual({ version: "3.0", action: "INIT" });
});

test.each([
  ["with the vector as it was", sealFlowAnswer({}, { ...key, iv: key.iv.map((byte) => byte ^ 0xff) })],
  ["with a changed byte", `A${answer.slice(1)}`],
  ["that is no box at all", "hello"],
])("an answer %s does not open", (_, text) => {
  expect(openFlowAnswer(text, key)).toBeUndefined();
});
