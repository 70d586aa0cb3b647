import { randomUUID } from "node:crypto";
import { MongoClient } from "mongodb";
import { bringPeers } from "../peers.ts";
import { bullmqPackages } from "./peer-packages.ts";
import { countingTo, type PeerOptions, type Queue, serveQueue } from "./queue-peer.ts";

/** As much of BullMQ as is used here. */
interface BullMq {
  readonly Queue: new (
    name: string,
    options: object,
  ) => {
    add(name: string, data: object, options: object): Promise<unknown>;
    addBulk(jobs: readonly object[]): Promise<unknown>;
    getWaitingCount(): Promise<number>;
    obliterate(options: object): Promise<void>;
  };
  readonly Worker: new (
    name: string,
    work: (job: { data: { id: string } }) => Promise<void>,
    options: object,
  ) => {
    on(event: "error", listener: (error: Error) => void): void;
    close(): Promise<void>;
  };
}

const concurrency = 50;
const fillsAtOnce = 1_000;
const delayMs = 500;
const jobOptions = { removeOnComplete: true, removeOnFail: true };

async function open({ mongoUri, database, valkeyPort, into }: PeerOptions): Promise<Queue> {
  const brought = await bringPeers(bullmqPackages);
  if (brought.folder === undefined) throw new Error(brought.why);
  const bullmq = (await brought.load("bullmq")) as BullMq;
  const connection = { host: "127.0.0.1", port: valkeyPort };
  const mongo = await MongoClient.connect(mongoUri, { writeConcern: { w: "majority", journal: true } });
  const rows = mongo.db(database).collection<{ _id: string; payload: Buffer }>("sends");
  const reminders = new bullmq.Queue(`reminders-${into}`, { connection });
  const sends = new bullmq.Queue(`sends-${into}`, { connection });
  const payload = Buffer.alloc(400);
  const text = payload.toString("base64");
  const put = async (id: string): Promise<void> => {
    if (into === "rows") await rows.insertOne({ _id: id, payload });
    else await sends.add("send", { payload: text }, { ...jobOptions, jobId: id });
  };
  let due = 0;
  return {
    async fill(count) {
      due = count;
      await rows.deleteMany({});
      await sends.obliterate({ force: true });
      for (let left = count; left > 0; left -= fillsAtOnce)
        await reminders.addBulk(
          Array.from({ length: Math.min(left, fillsAtOnce) }, () => ({
            ...{ name: "remind", data: { id: randomUUID() }, opts: { ...jobOptions, delay: delayMs } },
          })),
        );
      await new Promise((resolve) => setTimeout(resolve, delayMs * 2));
    },
    async drain() {
      const counting = countingTo(due);
      const work = async ({ data }: { data: { id: string } }): Promise<void> => {
        counting.begin();
        await put(data.id);
        counting.done();
      };
      const worker = new bullmq.Worker(`reminders-${into}`, work, { connection, concurrency });
      worker.on("error", (error) => console.error(error.message));
      const perSecond = await counting.all;
      await worker.close();
      const said = into === "rows" ? await rows.countDocuments() : await sends.getWaitingCount();
      return { perSecond, said };
    },
  };
}

serveQueue(open);
