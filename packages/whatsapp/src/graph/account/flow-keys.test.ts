import { afterEach, beforeEach, expect, test } from "vitest";
import { answered, startMeta, success } from "../meta.fixture.ts";
import type { Meta } from "../meta.fixture.ts";
import { flowKeysOf } from "./flow-keys.ts";

let meta: Meta;

beforeEach(async () => {
  meta = await startMeta();
});
afterEach(() => meta.close());

test("the key for forms goes up as a form field", async () => {
  const keys = flowKeysOf(meta.client);
  const pem = "-----BEGIN PUBLIC KEY-----\nAB+/\n-----END PUBLIC KEY-----";
  const found = { business_public_key: pem, business_public_key_signature_status: "MISMATCH" };
  meta.answers(success, answered(200, { data: [found] }), answered(200, { data: [] }));
  await keys.set("506", pem);
  const [{ url, headers, body }] = meta.seen as [(typeof meta.seen)[number]];
  expect([url, headers["content-type"]]).toEqual([
    "/v26.0/506/whatsapp_business_encryption",
    "application/x-www-form-urlencoded",
  ]);
  expect(new URLSearchParams(body).get("business_public_key")).toBe(pem);
  expect(await keys.get("506")).toEqual({ publicKey: pem, signature: "MISMATCH" });
  expect(await keys.get("506")).toBeUndefined();
});
