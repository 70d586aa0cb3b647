import { join } from "node:path";
import { bringPeers } from "../peers.ts";
import { benchHome, type RealStack } from "../stack/real-stack.ts";
import { startValkey } from "../stack/valkey.ts";
import { agendaPackages, bullmqPackages } from "./peer-packages.ts";
import { type QueuePeer, startQueuePeer } from "./queue-peer.ts";

export interface NamedPeer extends QueuePeer {
  readonly name: string;
  /** What it is and how it is set, for whoever reads the figure. */
  readonly how: string;
  /** The share of our due reminders that it is given: a slow one would keep all waiting. */
  readonly share: number;
}

export interface Peers {
  readonly peers: readonly NamedPeer[];
  /** Why one could not be had. */
  readonly notes: readonly string[];
  stop(): Promise<void>;
}

export const peerNames = ["agenda", "bullmq"] as const;

/** Brings what others would use for reminders, each in a process of its own, as far as it can be had here. */
export async function reminderPeers(stack: RealStack, wished: readonly string[]): Promise<Peers> {
  const peers: NamedPeer[] = [];
  const notes: string[] = [];
  const stops: (() => unknown)[] = [];
  const { mongoUri, mongoPid } = stack;

  async function agenda(): Promise<void> {
    const brought = await bringPeers(agendaPackages);
    if (brought.folder === undefined) return void notes.push(`agenda: not measured: ${brought.why}`);
    const options = { mongoUri, database: "agenda", valkeyPort: 0, into: "rows" } as const;
    const peer = await startQueuePeer("agenda", options, [mongoPid]);
    const how = `agenda ${agendaPackages.agenda} on MongoDB, looking each second, 50 at once`;
    peers.push({ ...peer, name: "agenda, a row in MongoDB each", how, share: 0.1 });
  }

  async function bullmq(): Promise<void> {
    const brought = await bringPeers(bullmqPackages);
    if (brought.folder === undefined) return void notes.push(`BullMQ: not measured: ${brought.why}`);
    const valkey = await startValkey(join(benchHome, `stack-${process.pid}`, "valkey"));
    if (valkey.pid === undefined) return void notes.push(`BullMQ: not measured: ${valkey.why}`);
    stops.push(valkey.stop);
    const how = `BullMQ ${bullmqPackages.bullmq} on ${valkey.version}, appendfsync everysec, 50 at once`;
    const kinds = [
      ["rows", "BullMQ, a row in MongoDB each"],
      ["queue", "BullMQ, into a second queue of its own"],
    ] as const;
    for (const [into, name] of kinds) {
      const options = { mongoUri, database: `bullmq-${into}`, valkeyPort: valkey.port, into };
      const peer = await startQueuePeer("bullmq", options, [mongoPid, valkey.pid]);
      peers.push({ ...peer, name, how, share: 1 });
    }
  }

  if (wished.includes("agenda")) await agenda();
  if (wished.includes("bullmq")) await bullmq();
  return {
    ...{ peers, notes },
    async stop() {
      for (const peer of peers) peer.stop();
      for (const stop of stops) await stop();
    },
  };
}
