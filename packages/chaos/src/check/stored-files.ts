import { MongoClient } from "mongodb";
import type { FileState } from "./files.ts";

/** What the house tells staff of all files that came. */
export async function storedFiles(mongoUri: string): Promise<readonly FileState[]> {
  const client = await new MongoClient(mongoUri).connect();
  try {
    const media = client.db("conversation").collection("media");
    return await media.find<FileState>({}, { projection: { _id: 0, contactId: 1, state: 1 } }).toArray();
  } finally {
    await client.close();
  }
}
