import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { answered, asked, refused, startMeta, success } from "../meta.fixture.ts";
import type { Meta } from "../meta.fixture.ts";
import { numbersOf } from "./numbers.ts";
import type { Numbers } from "./numbers.ts";

let meta: Meta;
let numbers: Numbers;

beforeEach(async () => {
  meta = await startMeta();
  numbers = numbersOf(meta.client);
});
afterEach(() => meta.close());

const north = {
  id: "506",
  display_phone_number: "+44 7700 900123",
  verified_name: "North Street",
  name_status: "APPROVED",
  quality_rating: "GREEN",
  code_verification_status: "VERIFIED",
  status: "CONNECTED",
  platform_type: "CLOUD_API",
  throughput: { level: "STANDARD" },
  account_mode: "LIVE",
  is_official_business_account: true,
  whatsapp_business_manager_messaging_limit: "TIER_2K",
};

test("a number is read with all that we ask for", async () => {
  meta.answers(answered(200, north));
  expect(await numbers.get("506")).toEqual({
    id: "506",
    displayPhoneNumber: "+44 7700 900123",
    verifiedName: "North Street",
    nameStatus: "APPROVED",
    quality: "GREEN",
    codeVerificationStatus: "VERIFIED",
    status: "CONNECTED",
    platform: "CLOUD_API",
    throughput: "STANDARD",
    accountMode: "LIVE",
    isOfficial: true,
    messagingLimit: "TIER_2K",
  });
  const { pathname, searchParams } = new URL(meta.seen[0]?.url ?? "", meta.url);
  expect(pathname).toBe("/v26.0/506");
  expect(searchParams.get("fields")?.split(",")).toEqual(Object.keys(north));
});

test("an account's numbers, also those of which little is known", async () => {
  meta.answers(answered(200, { data: [north, { id: 507, verified_name: "" }, { status: "x" }] }));
  const found = await numbers.list("102");
  expect(found.map(({ id, isOfficial }) => [id, isOfficial])).toEqual([
    ["506", true],
    ["507", false],
  ]);
  expect(meta.seen[0]?.url).toMatch(/^\/v26\.0\/102\/phone_numbers\?fields=id%2C/);
});

test("a number is verified, registered and closed", async () => {
  meta.answers(success);
  await numbers.requestCode("506", { method: "SMS", language: "en_GB" });
  await numbers.verifyCode("506", "123456");
  await numbers.register("506", { pin: "000111" });
  await numbers.register("506", { pin: "000111", region: "CH" });
  await numbers.deregister("506");
  expect(asked(meta)).toEqual([
    ["POST", "506/request_code", { code_method: "SMS", language: "en_GB" }],
    ["POST", "506/verify_code", { code: "123456" }],
    ["POST", "506/register", { messaging_product: "whatsapp", pin: "000111" }],
    [
      "POST",
      "506/register",
      { messaging_product: "whatsapp", pin: "000111", data_localization_region: "CH" },
    ],
    ["POST", "506/deregister", {}],
  ]);
});

test("a PIN that is none never leaves", async () => {
  for (const pin of ["12345", "1234567", "12345a"])
    await expect(numbers.register("506", { pin })).rejects.toMatchObject({ kind: "invalid" });
  expect(meta.seen).toEqual([]);
});

describe("a refused registration", () => {
  test.each([
    [{ code: 133005 }, { kind: "denied", message: "WhatsApp: 133005 Two-step PIN mismatch" }],
    [{ code: 133016 }, { kind: "limited", retryAfterMs: 72 * 3_600_000 }],
    [{ code: 133006 }, { kind: "denied" }],
    [{ code: 133004 }, { kind: "unavailable" }],
    [{ code: 100, error_subcode: 33 }, { kind: "missing" }],
    [{ code: 190 }, { kind: "denied" }],
  ])("with %o", async (error, fault) => {
    meta.answers(refused(400, error));
    await expect(numbers.register("506", { pin: "000111" })).rejects.toMatchObject(fault);
  });
});

test("the messaging limit is the portfolio's", async () => {
  meta.answers(answered(200, { id: "506", whatsapp_business_manager_messaging_limit: "TIER_250" }));
  expect(await numbers.messagingLimit("506")).toBe("TIER_250");
  expect(asked(meta)).toEqual([["GET", "506?fields=whatsapp_business_manager_messaging_limit"]]);
  meta.answers(answered(200, { id: "506" }));
  expect(await numbers.messagingLimit("506")).toBeUndefined();
});
