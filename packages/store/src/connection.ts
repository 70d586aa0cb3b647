import { Fault } from "@careline/faults";
import { MongoClient, type Document } from "mongodb";
import { isAway } from "./errors.ts";

/** Connects so that what is acknowledged is on the disks of a majority, and refuses anything weaker. */
export async function connect(uri: string, appName = "careline"): Promise<MongoClient> {
  refuseWeakness(uri);
  const client = new MongoClient(uri, {
    appName,
    writeConcern: { w: "majority", journal: true, wtimeoutMS: 10_000 },
    readConcern: { level: "majority" },
    retryWrites: true,
    serverSelectionTimeoutMS: 5_000,
    connectTimeoutMS: 5_000,
    socketTimeoutMS: 30_000,
  });
  try {
    await client.connect();
    const admin = client.db("admin");
    refuseServer(await admin.command({ hello: 1 }), await admin.command({ buildInfo: 1 }));
    return client;
  } catch (error) {
    await client.close();
    if (isAway(error)) throw new Fault("unavailable", "MongoDB does not answer", { cause: error });
    throw error;
  }
}

/** The strength is decided here: an address that asks for less is a mistake, not a wish. */
export function refuseWeakness(uri: string): void {
  const asked = new URLSearchParams(uri.slice(uri.indexOf("?") + 1));
  const strong: Readonly<Record<string, string>> = {
    w: "majority",
    journal: "true",
    readConcernLevel: "majority",
    retryWrites: "true",
  };
  for (const [name, value] of Object.entries(strong))
    if ((asked.get(name) ?? value) !== value)
      throw new Fault("invalid", `MONGODB_URI must not set ${name} to anything but ${value}`);
}

export function refuseServer(hello: Document, buildInfo: Document): void {
  if (hello["setName"] === undefined)
    throw new Fault("invalid", "MongoDB must be a replica set: transactions need one (mongod --replSet)");
  const version = String(buildInfo["version"]);
  if (Number.parseInt(version, 10) < 6)
    throw new Fault("invalid", `MongoDB must be 6.0 or newer, this is ${version}`);
}
