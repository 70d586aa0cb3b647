import { startEmbeddedMongo } from "@careline/embedded-mongo";
import { afterAll, describe } from "vitest";
import { mediaSuite } from "./media.suite.ts";
import { mediaTroubleSuite } from "./media-trouble.suite.ts";

const server = await startEmbeddedMongo({ path: ":memory:" });
afterAll(() => server.stop());

describe("files on the embedded server", () => {
  mediaSuite(server.uri);
  mediaTroubleSuite(server.uri);
});
