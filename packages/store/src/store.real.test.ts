import { testMongo } from "@careline/testing";
import { describeReal } from "@careline/testing/vitest";
import { guardsSuite } from "./guards.suite.ts";
import { relaySuite } from "./relay.suite.ts";
import { unitsSuite } from "./units.suite.ts";

describeReal("the store on MongoDB", { mongo: await testMongo() }, ({ mongo }) => {
  unitsSuite(mongo);
  relaySuite(mongo);
  guardsSuite(mongo);
});
