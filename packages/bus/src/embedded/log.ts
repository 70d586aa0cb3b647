import { DatabaseSync } from "node:sqlite";
import { Fault } from "@careline/faults";
import type { Positioned } from "../parked.ts";
import { partitionOf } from "../partition-of.ts";
import type { Outgoing } from "../port.ts";
import { groupCommit } from "./group-commit.ts";

/** A partition of a topic in the log. */
export interface Place {
  readonly id: number;
  readonly topic: string;
  readonly partition: number;
}

/** The topics and offsets of an embedded bus, in one SQLite file. */
export interface Log {
  ensureTopic(topic: string, retentionDays: number | undefined): Promise<void>;
  /** Fault("missing") for an unknown topic. */
  placesOf(topic: string): readonly Place[];
  /** Resolves with the places written to, when every record is on disk. */
  append(records: readonly Outgoing[]): Promise<readonly Place[]>;
  read(place: Place, from: number, limit: number): readonly Positioned[];
  readKey(topic: string, key: string): readonly Positioned[];
  offsetOf(group: string, place: Place): number;
  /** On disk soon, with whatever is written next; `flush` makes it so now. */
  commit(group: string, place: Place, next: number): Promise<void>;
  /** When the oldest record from `next` on was written. */
  oldestAt(place: Place, next: number): number | undefined;
  /** Forgets records older than their topic keeps them. */
  forget(now: number): Promise<void>;
  flush(): void;
  close(): void;
}

// Offsets come from one counter for all partitions: never reused, growing along each of them.
const schema = `
  CREATE TABLE IF NOT EXISTS topics (name TEXT PRIMARY KEY, retention_days INTEGER) STRICT;
  CREATE TABLE IF NOT EXISTS places (
    id INTEGER PRIMARY KEY, topic TEXT NOT NULL, partition INTEGER NOT NULL, UNIQUE (topic, partition)) STRICT;
  CREATE TABLE IF NOT EXISTS records (
    position INTEGER PRIMARY KEY AUTOINCREMENT, place INTEGER NOT NULL, key TEXT NOT NULL, headers TEXT NOT NULL,
    value BLOB NOT NULL, at INTEGER NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS records_by_place ON records (place);
  CREATE TABLE IF NOT EXISTS offsets (
    consumers TEXT NOT NULL, place INTEGER NOT NULL, next INTEGER NOT NULL, PRIMARY KEY (consumers, place)) STRICT;
`;

export function openLog(path: string, partitions: number): Log {
  const db = openDatabase(path);
  const commits = groupCommit(db);
  const sql = {
    topic: db.prepare(
      "INSERT INTO topics VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET retention_days = excluded.retention_days",
    ),
    makePlace: db.prepare("INSERT INTO places (topic, partition) VALUES (?, ?)"),
    places: db.prepare("SELECT id, topic, partition FROM places WHERE topic = ? ORDER BY partition"),
    insert: db.prepare("INSERT INTO records (place, key, headers, value, at) VALUES (?, ?, ?, ?, ?)"),
    read: db.prepare("SELECT * FROM records WHERE place = ? AND position >= ? ORDER BY position LIMIT ?"),
    readKey: db.prepare("SELECT * FROM records WHERE place = ? AND key = ? ORDER BY position"),
    offset: db.prepare("SELECT next FROM offsets WHERE consumers = ? AND place = ?"),
    commit: db.prepare("INSERT INTO offsets VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET next = excluded.next"),
    oldest: db.prepare("SELECT at FROM records WHERE place = ? AND position >= ? ORDER BY position LIMIT 1"),
    forget: db.prepare(`DELETE FROM records WHERE position IN (
      SELECT position FROM records JOIN places ON places.id = place JOIN topics ON name = topic
      WHERE records.at < ? - retention_days * 86400000 LIMIT 1000)`),
  };
  const known = new Map<string, readonly Place[]>();

  function placesOf(topic: string): readonly Place[] {
    const places = known.get(topic) ?? (sql.places.all(topic) as unknown as Place[]);
    if (places.length === 0) throw new Fault("missing", `no such topic: ${topic}`);
    known.set(topic, places);
    return places;
  }

  function placeOf({ topic, key }: Pick<Outgoing, "topic" | "key">): Place {
    const places = placesOf(topic);
    const place = places[partitionOf(key, places.length)];
    if (place === undefined) throw new Fault("missing", `no such partition of ${topic}`);
    return place;
  }

  return {
    placesOf,
    ensureTopic: (topic, retentionDays) =>
      commits.write(() => {
        sql.topic.run(topic, retentionDays ?? null);
        if (sql.places.all(topic).length > 0) return;
        for (let partition = 0; partition < partitions; partition += 1) sql.makePlace.run(topic, partition);
      }),
    append: async (records) => {
      const rows = records.map((record) => ({ record, place: placeOf(record) }));
      await commits.write(() => {
        const at = Date.now();
        for (const { place, record } of rows)
          sql.insert.run(place.id, record.key, JSON.stringify(record.headers), record.value, at);
      });
      return rows.map(({ place }) => place);
    },
    read: (place, from, limit) => sql.read.all(place.id, from, limit).map((row) => positioned(place, row)),
    readKey: (topic, key) => {
      const place = placeOf({ topic, key });
      return sql.readKey.all(place.id, key).map((row) => positioned(place, row));
    },
    offsetOf: (group, place) => Number(sql.offset.get(group, place.id)?.["next"] ?? 0),
    commit: (group, place, next) => commits.write(() => void sql.commit.run(group, place.id, next)),
    oldestAt: (place, next) => {
      const at = sql.oldest.get(place.id, next)?.["at"];
      return at === undefined ? undefined : Number(at);
    },
    forget: async (now) => {
      for (let forgotten = 1; forgotten > 0;)
        await commits.write(() => void (forgotten = Number(sql.forget.run(now).changes)));
    },
    flush: commits.flush,
    close: () => {
      commits.flush();
      db.close();
    },
  };
}

function positioned({ topic, partition }: Place, row: Record<string, unknown>): Positioned {
  return {
    topic,
    partition,
    offset: String(row["position"]),
    key: String(row["key"]),
    headers: JSON.parse(String(row["headers"])) as Record<string, string>,
    value: row["value"] as Uint8Array,
  };
}

function openDatabase(path: string): DatabaseSync {
  const db = new DatabaseSync(path);
  try {
    // The lock is the process's own: gone when it dies, however it dies.
    db.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    db.exec(schema);
    return db;
  } catch (cause) {
    db.close();
    throw new Fault("unavailable", "the embedded log cannot be opened: it may be in use", { cause });
  }
}
