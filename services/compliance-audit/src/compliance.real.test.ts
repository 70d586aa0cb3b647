import { testMongo } from "@careline/testing";
import { describeReal } from "@careline/testing/vitest";
import { complianceSuite } from "./compliance.suite.ts";
import { serviceSuite } from "./service.suite.ts";

const mongo = await testMongo();

describeReal("compliance-audit on MongoDB", { mongo }, (found) => complianceSuite(found.mongo));
describeReal("the compliance-audit service on MongoDB", { mongo }, (found) => serviceSuite(found.mongo));
