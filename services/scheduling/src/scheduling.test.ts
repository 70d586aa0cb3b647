import { startEmbeddedMongo } from "@careline/embedded-mongo";
import { afterAll, describe } from "vitest";
import { schedulingSuite } from "./scheduling.suite.ts";
import { serviceSuite } from "./service.suite.ts";

const mongo = await startEmbeddedMongo({ path: ":memory:" });
afterAll(() => mongo.stop());

describe("scheduling, embedded", () => {
  schedulingSuite(mongo.uri);
});

describe("the scheduling service, embedded", () => {
  serviceSuite(mongo.uri);
});
