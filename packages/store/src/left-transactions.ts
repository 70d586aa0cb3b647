import { createHash } from "node:crypto";
import type { Document, MongoClient } from "mongodb";

// As many bytes as MongoDB takes for the name of a connection.
const bytesMax = 128;

/** What a process is called in its connections, so that its successor finds what it left. Never that of another. */
export function connectionName(database: string, owner: string): string {
  const name = `${database}.${owner}`;
  return Buffer.byteLength(name) <= bytesMax ? name : createHash("sha256").update(name).digest("hex");
}

/**
 * Ends the transactions that a killed process of this name has left open. The server would keep what they wrote from
 * everybody, and its tables from whoever makes an index, until it gives up on them (`transactionLifetimeLimitSeconds`).
 */
export async function endLeftTransactions(client: MongoClient, name: string): Promise<void> {
  const admin = client.db("admin");
  const left = await admin
    .aggregate<{ lsid: Document }>([
      { $currentOp: { idleSessions: true } },
      { $match: { type: "idleSession", appName: name, transaction: { $exists: true } } },
    ])
    .toArray();
  if (left.length > 0) await admin.command({ killSessions: left.map(({ lsid }) => ({ id: lsid["id"] })) });
}
