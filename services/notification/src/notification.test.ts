import { startEmbeddedMongo } from "@careline/embedded-mongo";
import { afterAll, describe } from "vitest";
import { accountSuite } from "./app/account.suite.ts";
import { crashSuite } from "./app/crash.suite.ts";
import { fateSuite } from "./app/fate.suite.ts";
import { librarySuite } from "./app/library.suite.ts";
import { templateSuite } from "./app/templates.suite.ts";
import { tierSuite } from "./app/tier.suite.ts";
import { undeliveredSuite } from "./app/undelivered.suite.ts";
import { handSuite } from "./inbound/hand.suite.ts";
import { orderSuite } from "./inbound/order.suite.ts";
import { budgetSuite } from "./outbound/budgets.suite.ts";
import { looksSuite } from "./outbound/looks.suite.ts";

const mongo = await startEmbeddedMongo({ path: ":memory:" });
afterAll(() => mongo.stop());

describe("order, embedded", () => {
  orderSuite(mongo.uri);
});
describe("from hand to hand, embedded", () => {
  handSuite(mongo.uri);
});
describe("accounts, embedded", () => {
  accountSuite(mongo.uri);
});
describe("crashes, embedded", () => {
  crashSuite(mongo.uri);
});
describe("fates, embedded", () => {
  fateSuite(mongo.uri);
  looksSuite(mongo.uri);
  undeliveredSuite(mongo.uri);
  templateSuite(mongo.uri);
  librarySuite(mongo.uri);
  tierSuite(mongo.uri);
  budgetSuite(mongo.uri);
});
