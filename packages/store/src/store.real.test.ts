import { testMongo } from "@careline/testing";
import { describeReal } from "@careline/testing/vitest";
import { storeSuite } from "./store.suite.ts";

describeReal("the store on MongoDB", { mongo: await testMongo() }, ({ mongo }) => storeSuite(mongo));
