import { expect, test } from "vitest";
import { type Known, whose } from "./whose.ts";

const nothing: Known = { hasUserId: false, hasPhone: false, phoneHasUserId: false };
const both = { ...nothing, hasUserId: true, hasPhone: true };

test.each<[string, Known, ReturnType<typeof whose>]>([
  ["somebody new with both ids", both, { contactId: undefined, add: ["bsuid", "phone"], disagree: false }],
  [
    "somebody new without a phone",
    { ...nothing, hasUserId: true },
    { contactId: undefined, add: ["bsuid"], disagree: false },
  ],
  [
    "a known phone alone",
    { ...nothing, hasPhone: true, byPhone: "ana" },
    { contactId: "ana", add: [], disagree: false },
  ],
  [
    "a known user id shows a phone",
    { ...both, byUserId: "ana" },
    { contactId: "ana", add: ["phone"], disagree: false },
  ],
  [
    "a known phone shows its first user id",
    { ...both, byPhone: "ana" },
    { contactId: "ana", add: ["bsuid"], disagree: false },
  ],
  [
    "both known, one contact",
    { ...both, byUserId: "ana", byPhone: "ana" },
    { contactId: "ana", add: [], disagree: false },
  ],
  [
    "both known, two contacts: the user id's",
    { ...both, byUserId: "ana", byPhone: "ben" },
    { contactId: "ana", add: [], disagree: true },
  ],
  [
    "another way to write a known number",
    { ...nothing, hasPhone: true, byPhoneVariant: "ana" },
    { contactId: "ana", add: ["phone"], disagree: false },
  ],
  [
    "a variant that is someone else's",
    { ...both, byUserId: "ana", byPhoneVariant: "ben" },
    { contactId: "ana", add: [], disagree: true },
  ],
  [
    "a number given to another person",
    { ...both, byPhone: "ana", phoneHasUserId: true },
    { contactId: undefined, add: ["bsuid"], disagree: true },
  ],
])("%s", (_name, known, expected) => {
  expect(whose(known)).toEqual(expected);
});
