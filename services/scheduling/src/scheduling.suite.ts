import { afterAll, beforeAll, beforeEach } from "vitest";
import { bookingSuite } from "./app/booking.suite.ts";
import { crowdSuite } from "./app/crowd.suite.ts";
import { holdingSuite } from "./app/holding.suite.ts";
import { remindingSuite } from "./app/reminding.suite.ts";
import { type House, openHouse } from "./test-house.ts";

/** What scheduling promises, on whatever MongoDB lies at `uri`. */
export function schedulingSuite(uri: string): void {
  let house: House;
  beforeAll(async () => {
    house = await openHouse(uri);
  });
  beforeEach(() => house.clear());
  afterAll(() => house.close());

  const given = () => house;
  holdingSuite(given);
  bookingSuite(given);
  remindingSuite(given);
  crowdSuite(given);
}
