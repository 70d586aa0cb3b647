import { startEmbeddedMongo } from "@careline/embedded-mongo";
import { afterAll, describe } from "vitest";
import { crashSuite } from "./app/crash.suite.ts";
import { fateSuite } from "./app/fate.suite.ts";
import { orderSuite } from "./inbound/order.suite.ts";

const mongo = await startEmbeddedMongo({ path: ":memory:" });
afterAll(() => mongo.stop());

describe("order, embedded", () => {
  orderSuite(mongo.uri);
});
describe("crashes, embedded", () => {
  crashSuite(mongo.uri);
});
describe("fates, embedded", () => {
  fateSuite(mongo.uri);
});
