import { startEmbeddedMongo } from "@careline/embedded-mongo";
import { afterAll, describe } from "vitest";
import { serviceSuite } from "./service.suite.ts";

const server = await startEmbeddedMongo({ path: ":memory:" });
afterAll(() => server.stop());

describe("the gateway on the embedded server", () => {
  serviceSuite(server.uri);
});
