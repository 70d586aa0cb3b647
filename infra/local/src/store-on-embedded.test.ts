import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedMongo } from "@careline/embedded-mongo";
import { storeSuite } from "@careline/store/suite";
import { afterAll, describe } from "vitest";

// It stands here because only the house knows both: the store runs on any MongoDB, the embedded server serves anyone.
const dir = await mkdtemp(join(tmpdir(), "careline-store-"));
const server = await startEmbeddedMongo({ path: dir });
afterAll(async () => {
  await server.stop();
  await rm(dir, { recursive: true });
});

describe("the store on the embedded server", () => {
  storeSuite(server.uri);
});
