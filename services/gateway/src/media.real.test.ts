import { testMongo } from "@careline/testing";
import { describeReal } from "@careline/testing/vitest";
import { mediaSuite } from "./media.suite.ts";
import { mediaTroubleSuite } from "./media-trouble.suite.ts";

describeReal("files on MongoDB", { mongo: await testMongo() }, ({ mongo }) => {
  mediaSuite(mongo);
  mediaTroubleSuite(mongo);
});
