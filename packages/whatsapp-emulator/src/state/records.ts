import { join } from "node:path";
import { Fault } from "@careline/faults";
import { DatabaseSync } from "node:sqlite";
import { memoryVault, openVault } from "./vault.ts";

/** A named set of records, held in memory and written through, sealed, to the disk if there is one. */
export interface Collection<Value> {
  get(key: string): Value | undefined;
  put(key: string, value: Value): void;
  delete(key: string): void;
  values(): IterableIterator<Value>;
  readonly size: number;
}

/** Bytes too large to hold in memory, kept and read in pieces that are counted from 0. */
export interface Blobs {
  pieces(key: string): Iterable<Buffer>;
  put(key: string, piece: number, bytes: Uint8Array): void;
  delete(key: string): void;
}

export interface Records {
  collection<Value>(name: string): Collection<Value>;
  readonly blobs: Blobs;
  /** All of it is written, or none. When it returns, a killed process does not lose it. */
  transaction<Result>(work: () => Result): Result;
  clear(): void;
  close(): void;
}

const schema = `
  CREATE TABLE IF NOT EXISTS records (
    collection TEXT NOT NULL, key BLOB NOT NULL, box BLOB NOT NULL, PRIMARY KEY (collection, key)
  ) STRICT`;

/** Opens the records in a folder, or in memory for ":memory:". */
export function openRecords(path: string): Records {
  const inMemory = path === ":memory:";
  const vault = inMemory ? memoryVault() : openVault(path);
  const db = new DatabaseSync(inMemory ? path : join(path, "emulator.db"));
  prepare(db);
  const upsert = db.prepare("INSERT OR REPLACE INTO records (collection, key, box) VALUES (?, ?, ?)");
  const remove = db.prepare("DELETE FROM records WHERE collection = ? AND key = ?");
  const one = db.prepare("SELECT box FROM records WHERE collection = ? AND key = ?");
  const all = db.prepare("SELECT box FROM records WHERE collection = ? ORDER BY rowid");
  const maps: Map<string, unknown>[] = [];
  let undo: (() => void)[] | undefined;

  const write = (name: string, key: string, bytes: Uint8Array): void => {
    upsert.run(name, vault.blind(`${name}/${key}`), vault.seal(bytes, name));
  };
  const erase = (name: string, key: string): boolean =>
    remove.run(name, vault.blind(`${name}/${key}`)).changes > 0;

  return {
    collection: <Value>(name: string): Collection<Value> => {
      const map = new Map<string, Value>();
      for (const row of all.all(name)) {
        const [key, value] = JSON.parse(vault.open(bytesOf(row["box"]), name).toString()) as [string, Value];
        map.set(key, value);
      }
      maps.push(map);
      const remember = (key: string): void => {
        const before = map.get(key);
        undo?.push(() => (before === undefined ? map.delete(key) : map.set(key, before)));
      };
      return {
        get: (key) => map.get(key),
        put: (key, value) => {
          remember(key);
          if (!inMemory) write(name, key, Buffer.from(JSON.stringify([key, value])));
          map.set(key, value);
        },
        delete: (key) => {
          remember(key);
          if (!inMemory) erase(name, key);
          map.delete(key);
        },
        values: () => map.values(),
        get size() {
          return map.size;
        },
      };
    },
    blobs: {
      *pieces(key) {
        for (let piece = 0; ; piece += 1) {
          const row = one.get("bytes", vault.blind(`bytes/${pieceKey(key, piece)}`));
          if (row === undefined) return;
          yield vault.open(bytesOf(row["box"]), "bytes");
        }
      },
      put: (key, piece, bytes) => write("bytes", pieceKey(key, piece), bytes),
      delete: (key) => {
        for (let piece = 0; erase("bytes", pieceKey(key, piece)); piece += 1);
      },
    },
    transaction: (work) => {
      if (undo !== undefined) return work();
      const steps: (() => void)[] = [];
      undo = steps;
      db.exec("BEGIN IMMEDIATE");
      try {
        const result = work();
        db.exec("COMMIT");
        return result;
      } catch (error) {
        db.exec("ROLLBACK");
        for (const step of steps.toReversed()) step();
        throw error;
      } finally {
        undo = undefined;
      }
    },
    clear: () => {
      db.exec("DELETE FROM records");
      for (const map of maps) map.clear();
    },
    close: () => db.close(),
  };
}

function prepare(db: DatabaseSync): void {
  try {
    // In WAL mode what was written is safe from a killed process; only a power cut may take the last moments.
    db.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
    db.exec(schema);
  } catch (error) {
    db.close();
    throw new Fault("unavailable", "another emulator uses this folder, or it cannot be written to", {
      cause: error,
    });
  }
}

function pieceKey(key: string, piece: number): string {
  return piece === 0 ? key : `${key}#${piece}`;
}

function bytesOf(value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array))
    throw new TypeError("the emulator's database holds no box where one belongs");
  return value;
}
