import { expect, test } from "vitest";
import { retryAfterMsOf } from "./answer.ts";

const usage = (...minutes: readonly unknown[]): string =>
  JSON.stringify({
    "102": minutes.map((estimated_time_to_regain_access) => ({ estimated_time_to_regain_access })),
  });

test.each([
  [{}, undefined],
  [{ "retry-after": "7" }, 7000],
  [{ "retry-after": "0" }, undefined],
  [{ "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT" }, undefined],
  [{ "retry-after": "90000" }, undefined],
  [{ "x-business-use-case-usage": usage(0) }, undefined],
  [{ "x-business-use-case-usage": usage(3, 12) }, 720_000],
  [{ "x-business-use-case-usage": usage("5", null) }, 300_000],
  [{ "x-business-use-case-usage": "{" }, undefined],
  [{ "x-business-use-case-usage": '{"102":5}' }, undefined],
  [{ "retry-after": "7", "x-business-use-case-usage": usage(3) }, 7000],
])("headers of %o ask for %s", (headers, ms) => {
  expect(retryAfterMsOf(headers)).toBe(ms);
});
