import { MongoClient } from "mongodb";
import { expect, test } from "vitest";
import { mongoKeyVault } from "./mongo-key-vault.ts";

test("a database that is away is unavailable, not unreadable: what needs a key waits", async () => {
  const client = new MongoClient("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100");
  await expect(mongoKeyVault(client.db("keyvault"))).rejects.toMatchObject({
    code: "PHI_KEY_UNAVAILABLE",
    kind: "unavailable",
  });
  await client.close();
});
