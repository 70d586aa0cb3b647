import { testMongo } from "@careline/testing";
import { describeReal } from "@careline/testing/vitest";
import { complianceSuite } from "./compliance.suite.ts";

describeReal("compliance-audit on MongoDB", { mongo: await testMongo() }, ({ mongo }) =>
  complianceSuite(mongo),
);
