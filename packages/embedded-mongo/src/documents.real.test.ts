import { testMongo } from "@careline/testing";
import { describeReal } from "@careline/testing/vitest";
import { documents } from "./documents.suite.ts";

describeReal("documents on a real MongoDB", { mongo: await testMongo() }, ({ mongo }) => {
  documents(() => mongo);
});
