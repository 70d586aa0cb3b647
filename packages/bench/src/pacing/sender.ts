import { join } from "node:path";
import { type Bus, kafkaBus } from "@careline/bus";
import { topics } from "@careline/contracts";
import { createPhi, localFileKeyService, mongoKeyVault, type Phi } from "@careline/phi";
import { type Db, MongoClient } from "mongodb";
import { type AcceptedSend, graphStandIn } from "../e2e/graph-stand-in.ts";
import { serviceProcess } from "../stack/house.ts";
import type { RealStack } from "../stack/real-stack.ts";
import { surroundings } from "../stack/surroundings.ts";
import { judging, type Limits } from "./limits.ts";
import { servePeers } from "./peers.ts";

export interface Taken extends AcceptedSend {
  readonly atMs: number;
}

/** The sender as a process, and the world outside of it: WhatsApp, who counts, and whom it asks. */
export interface Sender {
  readonly pids: ReadonlyMap<string, number>;
  readonly phi: Phi;
  readonly db: Db;
  readonly bus: Bus;
  /** Begins to count anew, and refuses what is above these limits from now on. */
  watch(limits: Limits): Watched;
  stop(): Promise<void>;
}

/** What WhatsApp saw. */
export interface Watched {
  readonly taken: Taken[];
  /** Codes of what was refused. */
  readonly refused: number[];
}

// A quick answer of the Graph API.
const answersAfterMs = 80;

export async function startSender(stack: RealStack): Promise<Sender> {
  const around = await surroundings(stack, 1);
  const mongo = await MongoClient.connect(stack.mongoUri, { writeConcern: { w: "majority" } });
  const vault = await mongoKeyVault(mongo.db(`${around.databasePrefix}keyvault`));
  const keyService = localFileKeyService(join(around.secrets.folder, "keyring.json"));
  const phi = createPhi({ vault, keyService });
  const bus = await kafkaBus({ brokers: [...stack.brokers], clientId: "bench-pacing", lingerMs: 0 });
  await bus.ensureTopics([topics.reminderDue, topics.intentComposed, topics.messageReceived]);
  const stopPeers = await servePeers(around);
  let judge = judging({ perSecond: Number.POSITIVE_INFINITY });
  let watched: Watched = { taken: [], refused: [] };
  const stopGraph = await graphStandIn(
    around.ports.emulator,
    (send) => void watched.taken.push({ ...send, atMs: performance.now() }),
    {
      answersAfterMs,
      judge(to) {
        const code = judge(to, performance.now());
        if (code !== undefined) watched.refused.push(code);
        return code;
      },
    },
  );
  const child = serviceProcess("notification", around);
  await child.ready();
  const kafka = stack.kafkaPids.map((pid, index) => [`broker ${index + 1}`, pid] as const);
  return {
    pids: new Map([["notification", child.pid], ["database", stack.mongoPid], ...kafka]),
    db: mongo.db(`${around.databasePrefix}notification`),
    ...{ phi, bus },
    watch(limits) {
      judge = judging(limits);
      watched = { taken: [], refused: [] };
      return watched;
    },
    async stop() {
      await child.stop();
      stopGraph();
      await stopPeers();
      await bus.close();
      await phi.close();
      await Promise.all(
        ["notification", "keyvault"].map((name) => mongo.db(around.databasePrefix + name).dropDatabase()),
      );
      await mongo.close();
      around.forget();
    },
  };
}
