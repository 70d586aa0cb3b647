import { afterAll, beforeAll, describe } from "vitest";
import { documents } from "./documents.suite.ts";
import { type EmbeddedMongo, startEmbeddedMongo } from "./index.ts";

describe("documents on the embedded server", () => {
  let mongo: EmbeddedMongo | undefined;
  beforeAll(async () => {
    mongo = await startEmbeddedMongo({ path: ":memory:", sweepEveryMs: 200 });
  });
  afterAll(() => mongo?.stop());
  documents(() => mongo?.uri ?? "");
});
