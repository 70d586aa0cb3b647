import { startEmbeddedMongo } from "@careline/embedded-mongo";
import { afterAll, describe } from "vitest";
import { complianceSuite } from "./compliance.suite.ts";
import { serviceSuite } from "./service.suite.ts";

const mongo = await startEmbeddedMongo({ path: ":memory:" });
afterAll(() => mongo.stop());

describe("compliance-audit, embedded", () => {
  complianceSuite(mongo.uri);
});

describe("the compliance-audit service, embedded", () => {
  serviceSuite(mongo.uri);
});
