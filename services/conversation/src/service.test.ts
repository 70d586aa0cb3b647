import { startEmbeddedMongo } from "@careline/embedded-mongo";
import { afterAll, describe } from "vitest";
import { channelSuite } from "./channel.suite.ts";
import { emergencySuite } from "./emergency.suite.ts";
import { serviceSuite } from "./service.suite.ts";
import { sharingSuite } from "./sharing.suite.ts";

const mongo = await startEmbeddedMongo({ path: ":memory:" });
afterAll(() => mongo.stop());

describe("conversation on the embedded documents", () => {
  serviceSuite(mongo.uri);
  channelSuite(mongo.uri);
  emergencySuite(mongo.uri);
  sharingSuite(mongo.uri);
});
