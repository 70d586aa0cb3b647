import { describe, test } from "vitest";

// oxlint-disable vitest -- this makes tests out of what it is given, and is none itself

type Found<Needs> = { readonly [Name in keyof Needs]: string };

/**
 * A suite on the real stack. What it needs is named with the address that was found, or undefined: then the report
 * shows the suite as skipped and says why, and with REQUIRE_REAL=1 it fails.
 *
 * `describeReal("store", { mongo: await testMongo() }, ({ mongo }) => { … })`
 */
export function describeReal<Needs extends Readonly<Record<string, string | undefined>>>(
  name: string,
  needs: Needs,
  suite: (found: Found<Needs>) => void,
): void {
  const missing = Object.keys(needs).filter((need) => needs[need] === undefined);
  const reason = `no real ${missing.join(" and no ")} here; npm run infra -- up brings it`;
  if (missing.length === 0) {
    describe(name, () => suite(needs as Found<Needs>));
  } else if (process.env["REQUIRE_REAL"] === "1") {
    test(name, () => {
      throw new Error(`REQUIRE_REAL=1, but ${reason}`);
    });
  } else {
    test.skip(`${name}: skipped, ${reason}`, () => {});
  }
}
