import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { takePorts } from "@careline/local/ports";
import { MongoClient } from "mongodb";
import { graphStandIn } from "../e2e/graph-stand-in.ts";
import { startAsked } from "../load/generator.ts";
import type { Check, Row } from "../suite.ts";
import type { CrowdOrder } from "./crowd.process.ts";
import { mostWithin, steadyPerSecond } from "./limits.ts";

export interface CrowdWish {
  /** What WhatsApp lets the number do in a second. */
  readonly perSecond: number;
  /** Processes that share it. */
  readonly senders: number;
  readonly seconds: number;
}

// A quick answer of the Graph API.
const answersAfterMs = 80;
// Who comes first has all, and lets the others have their part within seconds.
const settlesMs = 8_000;

/** Several processes that send from one number, each by its share: how near to the limit they come, and never above. */
export async function crowd(mongoUri: string, wish: CrowdWish): Promise<{ rows: Row[]; checks: Check[] }> {
  const { perSecond, senders, seconds } = wish;
  const { emulator: port } = await takePorts(0);
  const arrived: number[] = [];
  const stopGraph = await graphStandIn(port, () => void arrived.push(performance.now()), { answersAfterMs });
  const database = `crowd-${randomUUID().slice(0, 8)}`;
  // Enough under way for the latency, and as many again ready to go.
  const lanes = Math.ceil((perSecond / senders) * 0.25) + 5;
  const processes = Array.from({ length: senders }, () =>
    startAsked(join(import.meta.dirname, "crowd.process.ts")),
  );
  try {
    const order = { mongoUri, database, phoneNumberId: "1000001", perSecond, port, lanes };
    await Promise.all(
      processes.map(({ ask }, index) => ask({ ...order, owner: `sender-${index}` } satisfies CrowdOrder)),
    );
    await pause(settlesMs);
    const fromMs = performance.now();
    await pause(seconds * 1_000);
    return judged(wish, arrived, fromMs);
  } finally {
    for (const { stop } of processes) stop();
    stopGraph();
    const mongo = await MongoClient.connect(mongoUri);
    await mongo.db(database).dropDatabase();
    await mongo.close();
  }
}

function judged({ perSecond, senders }: CrowdWish, arrived: readonly number[], fromMs: number) {
  const steady = arrived.filter((atMs) => atMs >= fromMs);
  const reached = steadyPerSecond(steady);
  const most = mostWithin(arrived, 1_000);
  const what = `${perSecond.toLocaleString("en")} a second, ${senders} ${senders === 1 ? "sender" : "senders"}`;
  const row: Row = {
    ...{ name: `${what}: reached`, unit: "1/s", value: reached, n: steady.length, goal: "≥ 0.995" },
    ...{ ratio: reached / perSecond, against: `the ${perSecond} a second that WhatsApp allows` },
  };
  const check: Check = {
    name: `${what}: never more in any second, from the first on`,
    ok: most <= perSecond && arrived.length > 0,
    detail: `${most} at most, of ${arrived.length}`,
  };
  return { rows: [row], checks: [check] };
}
