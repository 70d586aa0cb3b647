import { startEmbeddedMongo } from "@careline/embedded-mongo";
import { afterAll, describe } from "vitest";
import { storeSuite } from "./store.suite.ts";

const server = await startEmbeddedMongo({ path: ":memory:" });
afterAll(() => server.stop());

describe("the store on the embedded server", () => {
  storeSuite(server.uri);
});
