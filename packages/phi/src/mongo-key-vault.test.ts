import { startEmbeddedMongo } from "@careline/embedded-mongo";
import { MongoClient } from "mongodb";
import { afterAll, beforeAll, describe } from "vitest";
import { keyVaultSuite } from "./key-vault.suite.ts";
import { mongoKeyVault } from "./mongo-key-vault.ts";
import { phiSuite } from "./phi.suite.ts";

const server = await startEmbeddedMongo({ path: ":memory:" });

describe("the key vault in the embedded server", () => {
  const client = new MongoClient(server.uri);
  const db = client.db("keyvault");
  beforeAll(() => db.dropDatabase());
  afterAll(async () => {
    await client.close();
    await server.stop();
  });

  keyVaultSuite(() => mongoKeyVault(db));
  phiSuite(() => mongoKeyVault(db));
});
