import { testMongo } from "@careline/testing";
import { describeReal } from "@careline/testing/vitest";
import { MongoClient } from "mongodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keyVaultSuite } from "./key-vault.suite.ts";
import { mongoKeyVault } from "./mongo-key-vault.ts";
import { phiSuite } from "./phi.suite.ts";

describeReal("the key vault in MongoDB", { mongo: await testMongo() }, ({ mongo }) => {
  const client = new MongoClient(mongo);
  const db = client.db(`phi_test_${process.pid}`);
  beforeAll(() => db.dropDatabase());
  afterAll(async () => {
    await db.dropDatabase();
    await client.close();
  });

  keyVaultSuite(() => mongoKeyVault(db));
  phiSuite(() => mongoKeyVault(db));

  test("looks keys up by index, and opens a vault that is there already", async () => {
    await mongoKeyVault(db);
    const plan = await db
      .collection("subject_keys")
      .find({ tenantId: "t_clinic1", wrappedBy: "k" })
      .explain();
    expect(JSON.stringify(plan)).toContain("IXSCAN");
  });
});
