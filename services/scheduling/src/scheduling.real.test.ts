import { testMongo } from "@careline/testing";
import { describeReal } from "@careline/testing/vitest";
import { schedulingSuite } from "./scheduling.suite.ts";
import { serviceSuite } from "./service.suite.ts";

const mongo = await testMongo();

describeReal("scheduling on MongoDB", { mongo }, (found) => schedulingSuite(found.mongo));
describeReal("the scheduling service on MongoDB", { mongo }, (found) => serviceSuite(found.mongo));
