import { describe, expect, test } from "vitest";
import { clinicOf, clinicOfNumber } from "./clinic-of.ts";
import { oldAndNew } from "./old-and-new.ts";
import { intentIdOf, uuid8 } from "./uuid.ts";
import { word } from "./word.ts";

const a = { tenantId: "a", wabaId: "1", phoneNumberId: "11" };
const b = { tenantId: "b", wabaId: "2", phoneNumberId: "22" };

describe("whose webhook item it is", () => {
  test.each([
    ["a number of ours", [a, b], { phoneNumberId: "22", wabaId: "1" }, b],
    ["an unknown number of a known account", [a, b], { phoneNumberId: "99", wabaId: "1" }, a],
    ["an account alone", [a, b], { wabaId: "2" }, b],
    ["an unknown account", [a], { wabaId: "9" }, undefined],
    ["an unknown number and no account", [a], { phoneNumberId: "99", wabaId: "" }, undefined],
    ["nothing, in an installation of one", [a], { wabaId: "" }, a],
    ["nothing, among several", [a, b], { wabaId: "" }, undefined],
  ])("%s", (_name, clinics, item, expected) => {
    expect(clinicOf(clinics, item)).toBe(expected);
  });

  test("a message is only ever for the clinic of its number", () => {
    expect(clinicOfNumber([a], { phoneNumberId: "99", wabaId: "1" })).toBeUndefined();
  });
});

test("an event id is a UUID of version 8, the same for the same digits", () => {
  const id = uuid8("ffffffffffffffffffffffffffffffff");
  expect(id).toBe("ffffffff-ffff-8fff-bfff-ffffffffffff");
  expect(uuid8("00112233445566778899aabbccddeeff")).toBe("00112233-4455-8677-8899-aabbccddeeff");
});

test("only a UUID is an intent of ours", () => {
  expect(intentIdOf("7B1C2D3E-0000-4000-8000-000000000001")).toBe("7b1c2d3e-0000-4000-8000-000000000001");
  expect(intentIdOf("ntf_01JD")).toBe("");
  expect(intentIdOf("7b1c2d3e-0000-4000-8000-000000000001 +447700900123")).toBe("");
  expect(intentIdOf(undefined)).toBe("");
});

test("a word in clear has letters only and an end", () => {
  expect(word("message_template_status_update", 60)).toBe("message_template_status_update");
  expect(word("wrote from +447700900123", 60)).toBe("wrotefrom");
  expect(word("x".repeat(100), 40)).toHaveLength(40);
});

describe("a change of number or id", () => {
  test.each([
    ["from the old number", { phone: "1" }, { phone: "2" }, { phone: "1" }, { phone: "2" }],
    [
      "from the old id, with the new number",
      { userId: "old", phone: "2" },
      { phone: "2", userId: "new" },
      { userId: "old" },
      { phone: "2", userId: "new" },
    ],
    [
      "from the new id, naming the old",
      { userId: "new" },
      { userId: "new", previousUserId: "old" },
      { userId: "old" },
      { userId: "new" },
    ],
    ["from the new id alone", { userId: "new" }, { userId: "new" }, { userId: "new" }, { userId: "new" }],
  ])("%s", (_name, from, change, old, next) => {
    expect(oldAndNew(from, change)).toEqual({ old, next });
  });
});
