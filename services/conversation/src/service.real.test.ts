import { testMongo } from "@careline/testing";
import { describeReal } from "@careline/testing/vitest";
import { serviceSuite } from "./service.suite.ts";

describeReal("conversation on a real MongoDB", { mongo: await testMongo() }, ({ mongo }) =>
  serviceSuite(mongo),
);
