import { testMongo } from "@careline/testing";
import { describeReal } from "@careline/testing/vitest";
import { schedulingSuite } from "./scheduling.suite.ts";

describeReal("scheduling on MongoDB", { mongo: await testMongo() }, ({ mongo }) => schedulingSuite(mongo));
