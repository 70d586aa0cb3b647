import { expect, test } from "vitest";
import { errorTable } from "./error-table.ts";
import { meaningOf, notReached } from "./meaning-of.ts";

test("no code has two meanings", () => {
  const ranges = errorTable
    .map(([codes]) => (typeof codes === "number" ? ([codes, codes] as const) : codes))
    .toSorted((a, b) => a[0] - b[0]);
  for (const [index, [from]] of ranges.entries()) expect(ranges[index - 1]?.[1] ?? -1).toBeLessThan(from);
});

test("only a temporary error names a pause, and every delayed one does", () => {
  const pausesOf = (wanted: string): unknown[] =>
    errorTable.filter(([, , retry]) => retry === wanted).map(([, , , , , retryAfterMs]) => retryAfterMs);
  expect(pausesOf("no").filter((ms) => ms !== undefined)).toEqual([]);
  expect(pausesOf("later")).not.toContain(undefined);
});

test.each([
  [0, "no", "fix-account"],
  [3, "no", "fix-account"],
  [250, "no", "fix-account"],
  [130429, "backoff", "wait"],
  [131026, "no", "use-other-channel"],
  [131047, "no", "use-template"],
  [131049, "later", "use-other-channel"],
  [131050, "no", "stop-marketing"],
  [131056, "later", "wait"],
  [132001, "no", "fix-template"],
  [137000, "no", "verify-identity"],
  [notReached, "backoff", "try-again"],
])("code %i: %s, %s", (code, retry, advice) => {
  expect(meaningOf(code)).toMatchObject({ code, retry, advice, isKnown: true });
});

test("an unknown code is permanent until someone looks", () => {
  expect(meaningOf(424242)).toMatchObject({ retry: "no", advice: "give-up", isKnown: false });
});
