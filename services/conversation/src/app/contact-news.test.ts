import { expect, test } from "vitest";
import { newThread } from "../domain/thread.ts";
import { isKnownAsTold, isReachedAsBefore } from "./contact-news.ts";
import type { Change } from "./ports.ts";

const address = { phone: "34600111222", userId: "", username: "" };
const told = { phoneNumberId: "1", language: "es", patientId: "p1" };
const before = {
  ...{ tenantId: "sol", conversationId: "c", contactId: "ana", phoneNumberId: "1", version: 3 },
  ...{ sequence: 3, messages: 6, thread: newThread, address, told },
};
const inbound = {} as NonNullable<Change["inbound"]>;
const same = { before, after: { ...newThread, patientId: "p1" }, address, language: "es", inbound } as const;

test("somebody who writes again as before is no news", () => {
  expect(isReachedAsBefore(same)).toBe(true);
  expect(isKnownAsTold(same)).toBe(true);
});

test.each([
  ["a phone", { address: { ...address, phone: "34600111333" } }],
  ["a user name", { address: { ...address, username: "ana" } }],
  ["the language", { language: "en" }],
  ["the patient", { after: newThread }],
  ["our number", { before: { ...before, phoneNumberId: "2" } }],
  ["that nobody was told yet", { before: { ...before, told: undefined } }],
] as const)("news: %s", (_, other) => {
  expect(isKnownAsTold({ ...same, ...other })).toBe(false);
});

test("what staff do says nothing of how a contact is reached", () => {
  const after = newThread;
  expect(isKnownAsTold({ ...same, after, inbound: undefined })).toBe(true);
});
