import { createServer } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { createPhi, localFileKeyService, mongoKeyVault } from "@careline/phi";
import { MongoClient } from "mongodb";

const { MONGODB_URI = "", KEYRING = "", TENANT = "", HEALTH_ADDRESS = "" } = process.env;
const pauseMs = 2_000;
// An operator gives keys on their way to the vault more time; here nobody is that slow, and a rotation ends within seconds.
const settleMs = 1_000;

/** What an operator's job does: gives the tenant a new key, and the next job goes on where the last one died. */
const database = await new MongoClient(MONGODB_URI).connect();
const vault = await mongoKeyVault(database.db("keyvault"));
const phi = createPhi({ vault, keyService: localFileKeyService(KEYRING), settleMs });
const health = createServer((_, answer) => void answer.end()).listen(Number(HEALTH_ADDRESS.split(":")[1]));
const over = new AbortController();
process.once("SIGTERM", () => over.abort());
// With the database away, or another at the same keys, the next round will do.
while (!over.signal.aborted) {
  await phi.rotateTenantKey(TENANT).catch(() => undefined);
  await pause(pauseMs, undefined, { signal: over.signal }).catch(() => undefined);
}
health.close();
await phi.close();
await database.close();
