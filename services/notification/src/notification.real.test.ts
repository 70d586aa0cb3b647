import { testMongo } from "@careline/testing";
import { describeReal } from "@careline/testing/vitest";
import { accountSuite } from "./app/account.suite.ts";
import { crashSuite } from "./app/crash.suite.ts";
import { fallbackCrashSuite } from "./app/fallback-crash.suite.ts";
import { fallbackSuite } from "./app/fallback.suite.ts";
import { fateSuite } from "./app/fate.suite.ts";
import { librarySuite } from "./app/library.suite.ts";
import { templateSuite } from "./app/templates.suite.ts";
import { undeliveredSuite } from "./app/undelivered.suite.ts";
import { handSuite } from "./inbound/hand.suite.ts";
import { orderSuite } from "./inbound/order.suite.ts";
import { budgetSuite } from "./outbound/budgets.suite.ts";
import { looksSuite } from "./outbound/looks.suite.ts";

describeReal("notification on MongoDB", { mongo: await testMongo() }, ({ mongo }) => {
  orderSuite(mongo);
  handSuite(mongo);
  accountSuite(mongo);
  crashSuite(mongo);
  fateSuite(mongo);
  looksSuite(mongo);
  undeliveredSuite(mongo);
  templateSuite(mongo);
  librarySuite(mongo);
  budgetSuite(mongo);
  fallbackSuite(mongo);
  fallbackCrashSuite(mongo);
});
