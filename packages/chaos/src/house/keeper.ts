import { join } from "node:path";
import { createPhi, localFileKeyService, mongoKeyVault } from "@careline/phi";
import { MongoClient } from "mongodb";
import type { ChaosHouse } from "./house.ts";

/** Seals, opens and replaces keys from outside, as an operator's tools do. */
export async function keeperOf({ local, mongoUri }: Pick<ChaosHouse, "local" | "mongoUri">) {
  const database = await new MongoClient(mongoUri).connect();
  const vault = await mongoKeyVault(database.db("keyvault"));
  const keyService = localFileKeyService(join(local.data, "secrets", "keyring.json"));
  const phi = createPhi({ vault, keyService });
  return {
    phi,
    async close() {
      await phi.close();
      await database.close();
    },
  };
}
