import { MongoClient } from "mongodb";
import type { FileState } from "./files.ts";

export interface ToldFile extends FileState {
  readonly _id: string;
  readonly tenantId: string;
}

/**
 * What the house tells staff of all files that came: stored are those of which there is something to look at, among the
 * `objects` where files are kept as such, else in MongoDB.
 */
export async function storedFiles(
  mongoUri: string,
  objects?: ReadonlyMap<string, unknown>,
): Promise<readonly FileState[]> {
  const client = await new MongoClient(mongoUri).connect();
  try {
    const media = client.db("conversation").collection("media");
    const told = await media
      .find<ToldFile>({}, { projection: { tenantId: 1, contactId: 1, state: 1 } })
      .toArray();
    const kept = objects === undefined ? await filesInMongo(client) : [...objects.keys()].flatMap(fileOfKey);
    return statesOf(told, kept);
  } finally {
    await client.close();
  }
}

/** What is told of files held against the ids of those that are kept. */
export function statesOf(told: readonly ToldFile[], kept: readonly string[]): readonly FileState[] {
  const there = new Set(kept.map(folderOf));
  return told.map(({ _id, tenantId, contactId, state }) => {
    const isGone = state === "stored" && !there.has(`${tenantId}/${contactId}/${_id}`);
    return { contactId, state: isGone ? "stored, and not there" : state };
  });
}

async function filesInMongo(client: MongoClient): Promise<readonly string[]> {
  const files = client.db("media").collection<{ readonly _id: string }>("fs.files");
  return (await files.find({}, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id);
}

const fileOfKey = (key: string): readonly string[] =>
  key.startsWith("files/") ? [key.slice("files/".length)] : [];

/** Where all versions of one file lie. */
const folderOf = (fileId: string): string => fileId.slice(0, fileId.lastIndexOf("/"));
