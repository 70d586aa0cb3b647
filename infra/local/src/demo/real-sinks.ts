import { existsSync } from "node:fs";
import { filesBelow, type Parts } from "@careline/testing/canary";
import { MongoClient } from "mongodb";
import type { House } from "../house.ts";

interface RealSinks {
  readonly files: readonly string[];
  readonly streams: readonly { readonly name: string; readonly parts: Parts }[];
}

/**
 * What a house has left on a real stack. Kafka's log segments and both servers' own logs are read from the disk, where they
 * are on this machine. MongoDB compresses its files, so its documents and the operations log are read through the driver.
 */
export async function realSinks({ mongo }: House): Promise<RealSinks> {
  if (mongo.databasePrefix === "") return { files: [], streams: [] };
  const { realHome } = await import("@careline/testing");
  const topics = mongo.databasePrefix.replace(/-$/, ".");
  const files = existsSync(realHome) ? [...filesBelow(realHome)] : [];
  const kept = files.filter((path) => path.includes(topics) || /(?:kafka|mongod)\.log$/.test(path));
  return {
    files: kept.filter((path) => !path.endsWith(".index") && !path.endsWith(".timeindex")),
    streams: [{ name: "MongoDB", parts: documentsOf(mongo.uri, mongo.databasePrefix) }],
  };
}

async function* documentsOf(uri: string, prefix: string): AsyncGenerator<Buffer> {
  const client = await new MongoClient(uri).connect();
  try {
    const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
    for (const { name } of databases) {
      if (!name.startsWith(prefix)) continue;
      for (const collection of await client.db(name).collections())
        for await (const document of collection.find({}, { raw: true })) yield document as unknown as Buffer;
    }
    const operations = client.db("local").collection("oplog.rs");
    const ours = { ns: { $regex: `^${prefix}` } };
    for await (const entry of operations.find(ours, { raw: true })) yield entry as unknown as Buffer;
  } finally {
    await client.close();
  }
}
