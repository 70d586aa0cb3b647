import { testMongo } from "@careline/testing";
import { describeReal } from "@careline/testing/vitest";
import { crashSuite } from "./app/crash.suite.ts";
import { fateSuite } from "./app/fate.suite.ts";
import { orderSuite } from "./inbound/order.suite.ts";

describeReal("notification on MongoDB", { mongo: await testMongo() }, ({ mongo }) => {
  orderSuite(mongo);
  crashSuite(mongo);
  fateSuite(mongo);
});
