import { afterAll, beforeAll, beforeEach } from "vitest";
import { appendingSuite } from "./outbound/appending.suite.ts";
import { consentSuite } from "./app/consent.suite.ts";
import { erasingSuite } from "./app/erasing.suite.ts";
import { sealingSuite } from "./outbound/sealing.suite.ts";
import { writingSuite } from "./inbound/writing.suite.ts";
import { type House, openHouse } from "./test-house.ts";

/** What compliance-audit promises, on whatever MongoDB lies at `uri`. */
export function complianceSuite(uri: string): void {
  let house: House;
  beforeAll(async () => {
    house = await openHouse(uri);
  });
  beforeEach(() => house.clear());
  afterAll(() => house.close());

  const given = () => house;
  consentSuite(given);
  erasingSuite(given);
  appendingSuite(given);
  sealingSuite(given);
  writingSuite(given);
}
