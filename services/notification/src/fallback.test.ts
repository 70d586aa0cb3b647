import { startEmbeddedMongo } from "@careline/embedded-mongo";
import { afterAll, describe } from "vitest";
import { fallbackCrashSuite } from "./app/fallback-crash.suite.ts";
import { fallbackSuite } from "./app/fallback.suite.ts";

const mongo = await startEmbeddedMongo({ path: ":memory:" });
afterAll(() => mongo.stop());

describe("fallback, embedded", () => {
  fallbackSuite(mongo.uri);
  fallbackCrashSuite(mongo.uri);
});
