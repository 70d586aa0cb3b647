import { describe, expect, test } from "vitest";
import { sameSecret, sign, signingKey, verifySignature } from "./signature.ts";

const vectors = [
  [
    "test_app_secret",
    '{"object":"whatsapp_business_account","entry":[]}',
    "dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756",
  ],
  [
    "emu-secret-1",
    '{"object":"whatsapp_business_account","entry":[]}',
    "be4ffa1502a7a2ac8c83b0e8c81f30c788dc486f96f042e881d1372e4bf180f9",
  ],
  [
    "emu-secret-1",
    '{"object": "whatsapp_business_account", "entry": []}',
    "775e24123e061fe3f2d9207a663219af3c57bbbffd52791ef4bd114ed01d1fee",
  ],
  [
    "emu-secret-1",
    String.raw`{"t":"\u00e1"}`,
    "6821258e4282359d05ebda163b7cb393a8614234c58a4be4767bf2af64032d3c",
  ],
  ["emu-secret-1", '{"t":"á"}', "bf6e15b7eccc20d9bfd1e2c5dbe18b627361ac9905cef97caa60d5bfdd5fc00b"],
] as const;

describe.each(vectors)("%s over %s", (secret, body, hex) => {
  const raw = Buffer.from(body);

  test("gives the known signature, which is genuine", () => {
    expect(sign(raw, secret)).toBe(`sha256=${hex}`);
    expect(verifySignature(raw, `sha256=${hex}`, [secret])).toBe(true);
    expect(verifySignature(raw, `sha256=${hex}`, [signingKey("other"), signingKey(secret)])).toBe(true);
  });

  test("is refused after any change of one bit of the body", () => {
    for (let at = 0; at < raw.length; at += 1) {
      const changed = Buffer.from(raw);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(verifySignature(changed, `sha256=${hex}`, [secret])).toBe(false);
    }
  });
});

const raw = Buffer.from("{}");

test("either of two secrets is genuine during a rotation, and a retired one is not", () => {
  expect(verifySignature(raw, sign(raw, "old"), ["new", "old"])).toBe(true);
  expect(verifySignature(raw, sign(raw, "new"), ["new", "old"])).toBe(true);
  expect(verifySignature(raw, sign(raw, "old"), ["new"])).toBe(false);
});

test.each([
  ["missing", undefined],
  ["empty", ""],
  ["bare", sign(raw, "s").slice("sha256=".length)],
  ["too short", sign(raw, "s").slice(0, -1)],
  ["too long", `${sign(raw, "s")}0`],
  ["sha1", "sha1=da39a3ee5e6b4b0d3255bfef95601890afd80709"],
  ["not hex", `sha256=${"z".repeat(64)}`],
  ["two in one", `${sign(raw, "s")}, ${sign(raw, "s")}`],
])("a %s header is refused", (_name, header) => {
  expect(verifySignature(raw, header, ["s"])).toBe(false);
});

test("an empty secret signs nothing, and no secrets accept nothing", () => {
  expect(verifySignature(raw, sign(raw, ""), ["", signingKey("")])).toBe(false);
  expect(verifySignature(raw, sign(raw, "s"), [])).toBe(false);
});

test("secrets are compared whole", () => {
  expect(sameSecret("token", "token")).toBe(true);
  expect(sameSecret("token", "token ")).toBe(false);
  expect(sameSecret("", "")).toBe(false);
});
