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

// What Meta lists, and what was seen besides.
const listed = [
  [0, 1, 2, 3, 4, 10, 33, 100, 104, 190, 200, 299, 368, 80007, 130403, 130429, 130472, 130497],
  [131000, 131005, 131008, 131009, 131014, 131016, 131020, 131021, 131026, 131030, 131031, 131035, 131036],
  [131037, 131041, 131042, 131045, 131047, 131048, 131049, 131050, 131051, 131052, 131053, 131055, 131056],
  [131057, 131059, 131060, 131062, 131063, 131064, 131201, 131215],
  [132000, 132001, 132005, 132007, 132012, 132015, 132016, 132018, 132021, 132068, 132069],
  [133000, 133004, 133005, 133006, 133008, 133009, 133010, 133015, 133016, 134011, 134100, 134101, 134102],
  [135000, 137000, 138000, 138023, 139000, 139006, 139100, 139101, 139102, 139103, 139200],
  [147001, 147005, 1752041, 2388040, 2494100],
].flat();

test("every code that WhatsApp has is known, with a sentence for staff", () => {
  expect(listed.filter((code) => !meaningOf(code).isKnown)).toEqual([]);
  for (const [, , , , words] of errorTable) expect(words).toMatch(/^[A-Z].{10,}\.$/);
});

test("an unknown code is permanent until someone looks", () => {
  expect(meaningOf(424242)).toMatchObject({ retry: "no", advice: "give-up", isKnown: false });
});
