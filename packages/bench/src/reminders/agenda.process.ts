import { randomUUID } from "node:crypto";
import { MongoClient } from "mongodb";
import { bringPeers } from "../peers.ts";
import { agendaPackages } from "./peer-packages.ts";
import { countingTo, type PeerOptions, type Queue, serveQueue } from "./queue-peer.ts";

/** As much of agenda as is used here. */
interface AgendaModule {
  readonly Agenda: new (options: object) => {
    define(name: string, work: (job: { attrs: { data: { id: string } } }) => Promise<void>): void;
    schedule(when: Date, name: string, data: object): Promise<unknown>;
    start(): Promise<void>;
    stop(closeConnection?: boolean): Promise<void>;
  };
}
interface BackendModule {
  readonly MongoBackend: new (options: object) => object;
}

// As a team sets it that has more than a few jobs: by default it looks every five seconds and does twenty at once.
const settings = { processEvery: 1_000, maxConcurrency: 100, defaultConcurrency: 50, removeOnComplete: true };
const fillsAtOnce = 50;

async function open({ mongoUri, database }: PeerOptions): Promise<Queue> {
  const brought = await bringPeers(agendaPackages);
  if (brought.folder === undefined) throw new Error(brought.why);
  const { Agenda } = (await brought.load("agenda")) as AgendaModule;
  const { MongoBackend } = (await brought.load("@agendajs/mongo-backend")) as BackendModule;
  const mongo = await MongoClient.connect(mongoUri, { writeConcern: { w: "majority", journal: true } });
  const sends = mongo.db(database).collection<{ _id: string; payload: Buffer }>("sends");
  const address = new URL(mongoUri);
  address.pathname = `/${database}`;
  const payload = Buffer.alloc(400);
  const connect = () => new Agenda({ backend: new MongoBackend({ address: address.href }), ...settings });
  let due = 0;
  return {
    async fill(count) {
      due = count;
      await sends.deleteMany({});
      const agenda = connect();
      const now = new Date();
      for (let left = count; left > 0; left -= fillsAtOnce) {
        const part = Array.from({ length: Math.min(left, fillsAtOnce) });
        await Promise.all(part.map(() => agenda.schedule(now, "remind", { id: randomUUID() })));
      }
      await agenda.stop();
    },
    async drain() {
      const counting = countingTo(due);
      const agenda = connect();
      agenda.define("remind", async ({ attrs: { data } }) => {
        counting.begin();
        await sends.insertOne({ _id: data.id, payload });
        counting.done();
      });
      await agenda.start();
      const perSecond = await counting.all;
      await agenda.stop();
      return { perSecond, said: await sends.countDocuments() };
    },
  };
}

serveQueue(open);
