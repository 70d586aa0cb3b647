import { expect, test } from "vitest";
import { recentContacts } from "./recent-contacts.ts";

const phone = (digits: number) => ({ phone: String(digits) });

function remembering(sizeMax = 10) {
  const clock = { ms: 0 };
  return { clock, recent: recentContacts({ sizeMax, ageMsMax: 60_000, now: () => clock.ms }) };
}

test("a contact is known by all that it came with, at its clinic, and by nothing less or more", () => {
  const { recent } = remembering();
  recent.remember("a", { phone: "1", userId: "GB.1" }, "ana");
  recent.remember("a", { phone: "2" }, "ben");
  expect(recent.of("a", { userId: "GB.1", phone: "1" })).toBe("ana");
  expect(recent.of("a", { phone: "2", userId: undefined })).toBe("ben");
  for (const ids of [phone(1), { userId: "GB.1" }, { phone: "2", userId: "GB.1" }, { userId: "2" }])
    expect(recent.of("a", ids)).toBeUndefined();
  expect(recent.of("b", phone(2))).toBeUndefined();
});

test("for its time and not a moment longer, however often it is seen", () => {
  const { clock, recent } = remembering();
  recent.remember("a", phone(1), "ana");
  clock.ms = 59_999;
  expect(recent.of("a", phone(1))).toBe("ana");
  clock.ms = 60_000;
  expect(recent.of("a", phone(1))).toBeUndefined();
});

test("the one that was learnt longest ago makes room", () => {
  const { recent } = remembering(2);
  for (const digits of [0, 1, 0, 2]) recent.remember("a", phone(digits), `c${digits}`);
  expect([0, 1, 2].map((digits) => recent.of("a", phone(digits)))).toEqual(["c0", undefined, "c2"]);
});

test("an erased contact is forgotten with all its ids, and no other", () => {
  const { recent } = remembering();
  recent.remember("a", phone(1), "ana");
  recent.remember("a", { userId: "GB.1" }, "ana");
  recent.remember("a", phone(2), "ben");
  recent.forget("ana");
  expect([phone(1), { userId: "GB.1" }, phone(2)].map((ids) => recent.of("a", ids))).toEqual([
    undefined,
    undefined,
    "ben",
  ]);
});
