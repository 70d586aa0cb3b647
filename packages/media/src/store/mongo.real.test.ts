import { testMongo } from "@careline/testing";
import { describeReal } from "@careline/testing/vitest";
import { mongoSuite } from "./mongo.suite.ts";

describeReal("files on MongoDB", { mongo: await testMongo() }, ({ mongo }) => mongoSuite(mongo));
