import { startEmbeddedMongo } from "@careline/embedded-mongo";
import { afterAll, describe } from "vitest";
import { mongoSuite } from "./mongo.suite.ts";

const server = await startEmbeddedMongo({ path: ":memory:" });
afterAll(() => server.stop());

describe("files on the embedded server", () => mongoSuite(server.uri));
