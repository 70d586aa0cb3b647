import * as vitest from "vitest";

type Found<Needs> = { readonly [Name in keyof Needs]: NonNullable<Needs[Name]> };

/**
 * A suite on the real stack. What it needs is named with the address that was found, or undefined: then the report
 * shows the suite as skipped and says why, and with REQUIRE_REAL=1 it fails.
 *
 * `describeReal("store", { mongo: await testMongo() }, ({ mongo }) => { … })`
 */
export function describeReal<Needs extends Readonly<Record<string, unknown>>>(
  name: string,
  needs: Needs,
  suite: (found: Found<Needs>) => void,
): void {
  if (isFound(needs)) {
    vitest.describe(name, () => suite(needs));
    return;
  }
  const missing = Object.keys(needs).filter((need) => needs[need] === undefined);
  const reason = `no real ${missing.join(" and no ")} here; npm run infra -- up brings it`;
  if (process.env["REQUIRE_REAL"] === "1") {
    vitest.test(name, () => {
      throw new Error(`REQUIRE_REAL=1, but ${reason}`);
    });
    return;
  }
  // oxlint-disable-next-line vitest/no-disabled-tests -- the title says why, in every report
  vitest.test.skip(`${name}: skipped, ${reason}`, () => {});
}

function isFound<Needs extends Readonly<Record<string, unknown>>>(
  needs: Needs,
): needs is Needs & Found<Needs> {
  return Object.values(needs).every((need) => need !== undefined);
}
