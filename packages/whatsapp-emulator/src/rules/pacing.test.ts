import { expect, test } from "vitest";
import { messagesPerSecond, refilled } from "./pacing.ts";

test("a number beside the app on a phone is slow, however high its level", () => {
  expect(messagesPerSecond({ throughput: "HIGH", coexists: false })).toBe(1_000);
  expect(messagesPerSecond({ throughput: "HIGH", coexists: true })).toBe(20);
});

test("a person's bucket fills by one in six seconds, to 45 and no further", () => {
  const { tokens } = refilled({ tokens: 0, at: 0 }, 6_000);
  expect(tokens).toBe(1);
  expect(refilled({ tokens: 0, at: 0 }, 5_999).tokens).toBeLessThan(1);
  expect(refilled({ tokens: 44, at: 0 }, 86_400_000).tokens).toBe(45);
});
