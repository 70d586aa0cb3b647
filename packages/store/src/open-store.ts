import { setTimeout as pause } from "node:timers/promises";
import { connect } from "./connection.ts";
import { mongoHolds } from "./holds.ts";
import { connectionName, endLeftTransactions } from "./left-transactions.ts";
import type { OutboxRow } from "./outbox.ts";
import type { Store, StoreOptions } from "./port.ts";
import { questions } from "./questions.ts";
import { startRelay, type StartedRelay } from "./relay.ts";
import { prepare } from "./schema.ts";
import { together } from "./together.ts";
import { units } from "./units.ts";
import { uuidv7 } from "./uuidv7.ts";

/**
 * Opens a service's database: connects with majority and journal, runs missing migrations, makes indexes.
 * Rejects with Fault("unavailable") when no server answers, Fault("invalid") when it is none we may trust.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const owner = options.owner ?? uuidv7();
  const name = connectionName(options.database, owner);
  const client = await connect(options.uri, name);
  const db = client.db(options.database);
  try {
    // Where we may not look, the server ends them in time.
    if (options.owner !== undefined) await endLeftTransactions(client, name).catch(() => undefined);
    await prepare(db, options, owner);
  } catch (error) {
    await client.close();
    throw error;
  }
  const now = options.now ?? (() => new Date());
  const relays = new Set<StartedRelay>();
  const onSaid = (rows: readonly OutboxRow[]) => {
    for (const relay of relays) relay.offer(rows);
  };
  const parts = { client, db, now, onSaid };
  return {
    db,
    collection: (name) => db.collection(name),
    ...units(parts),
    ...together(parts),
    ...questions(db),
    holds: mongoHolds(db, now),
    relay: (bus, relayOptions) => {
      const relay = startRelay({ client, db, bus, owner, ...relayOptions });
      relays.add(relay);
      return relay;
    },
    isHealthy: () => Promise.race([canWrite(db), pause(2_000, false, { ref: false })]),
    close: async () => {
      await Promise.all([...relays].map((relay) => relay.stop()));
      await client.close();
    },
  };
}

function canWrite(db: Store["db"]): Promise<boolean> {
  const beat = { $set: { at: new Date() } };
  return db
    .collection<{ _id: string }>("health")
    .updateOne({ _id: "beat" }, beat, { upsert: true })
    .then(
      () => true,
      () => false,
    );
}
