import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Fault } from "@careline/faults";

/** Opens the file that keeps everything: WAL, and every commit is on the disk before it returns. */
export function openDatabase(path: string): DatabaseSync {
  if (path !== ":memory:") mkdirSync(path, { recursive: true, mode: 0o700 });
  const sql = new DatabaseSync(path === ":memory:" ? path : join(path, "documents.sqlite"));
  try {
    sql.exec(settings);
    sql.exec(schema);
  } catch (cause) {
    sql.close();
    throw new Fault("unavailable", `the folder ${path} cannot be opened; another process may be using it`, {
      cause,
    });
  }
  return sql;
}

const settings = `
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA cache_size = -32000;
`;

const schema = `
CREATE TABLE IF NOT EXISTS collections (id INTEGER PRIMARY KEY AUTOINCREMENT, db TEXT NOT NULL, name TEXT NOT NULL, uuid BLOB NOT NULL, UNIQUE (db, name));
CREATE TABLE IF NOT EXISTS indexes (id INTEGER PRIMARY KEY AUTOINCREMENT, collection INTEGER NOT NULL, spec BLOB NOT NULL, multikey INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, number INTEGER NOT NULL, body BLOB NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
`;

export function bufferOf(bytes: unknown): Buffer {
  if (!(bytes instanceof Uint8Array)) throw new TypeError("a blob was expected");
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
