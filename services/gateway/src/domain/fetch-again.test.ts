import { expect, test } from "vitest";
import { fetchAgainAt } from "./fetch-again.ts";

const sentAt = new Date("2026-03-02T12:00:00Z");
const after = (ms: number) => new Date(sentAt.getTime() + ms);
const hourMs = 3_600_000;

test("a file is tried again after two seconds, ever slower, four times an hour in the end", () => {
  expect(fetchAgainAt(0, sentAt, sentAt)).toEqual(after(2_000));
  expect(fetchAgainAt(3, sentAt, after(500))).toEqual(after(16_500));
  expect(fetchAgainAt(500, sentAt, sentAt)).toEqual(after(hourMs / 4));
});

test("for as long as WhatsApp keeps it", () => {
  expect(fetchAgainAt(40, sentAt, after(7 * 24 * hourMs - hourMs / 2))).toEqual(
    after(7 * 24 * hourMs - hourMs / 4),
  );
  expect(fetchAgainAt(40, sentAt, after(7 * 24 * hourMs - hourMs / 4))).toBeUndefined();
});
