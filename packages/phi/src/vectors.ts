import { createSecretKey } from "node:crypto";
import type { BoxKey, BoxPlace } from "./box.ts";

const counted = (from: number): Buffer => Buffer.from(Array.from({ length: 32 }, (_, index) => from + index));

const key: BoxKey = { keyId: "0190a1b2-c3d4-7e5f-8899-aabbccddeeff", key: createSecretKey(counted(0)) };
const place: BoxPlace = {
  boxPurpose: "field",
  context: ["t_clinic1", "p_01", "conversation.messages", "m_01", "body", "1"],
};

/** PHI1 as every implementation must write it. */
export const boxVector = {
  key,
  place,
  salt: counted(0x40),
  plaintext: Buffer.from("Olá, Ana: your HbA1c is 6.1%"),
  box: Buffer.from(
    "c10101010190a1b2c3d47e5f8899aabbccddeeff404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f" +
      "c0a80e78c946ad5f7ba96b7c1d3b703507773e1fdc5ccc0febbdf1cb7d85d4e4" +
      "d9b5af78b066c71f88763092e53fa9d0a0f92cc6014e0678b86e670fce899580" +
      "a1e1088cc21462923800e79bc41718361da95390155c0a2305f285ba5d80cf38" +
      "8646280b83da5e125a7f04fbe5ba6b0f",
    "hex",
  ),
};

export const indexVector = {
  root: createSecretKey(counted(0xa0)),
  tenantId: "t_clinic1",
  canonical: "+5511987654321",
  index: "c2fa84a084fc9704dbaf1a95e02e777b",
};
