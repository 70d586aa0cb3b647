import { testMongo } from "@careline/testing";
import { describeReal } from "@careline/testing/vitest";
import { channelSuite } from "./channel.suite.ts";
import { emergencySuite } from "./emergency.suite.ts";
import { serviceSuite } from "./service.suite.ts";
import { sharingSuite } from "./sharing.suite.ts";

describeReal("conversation on a real MongoDB", { mongo: await testMongo() }, ({ mongo }) => {
  serviceSuite(mongo);
  channelSuite(mongo);
  emergencySuite(mongo);
  sharingSuite(mongo);
});
