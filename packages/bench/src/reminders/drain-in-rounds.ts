import type { RealStack } from "../stack/real-stack.ts";
import { schedulerOn } from "../stack/scheduler.ts";
import type { Check, Row } from "../suite.ts";
import { drainRows, peerRows } from "./drain-rows.ts";
import { drain, type Drained } from "./drain.ts";
import { exactly } from "./exactly.ts";
import { type NamedPeer, reminderPeers } from "./peers.ts";
import type { PeerDrained } from "./queue-peer.ts";
import { rawDrain } from "./raw-drain.ts";

interface Wish {
  readonly due: number;
  readonly rounds: number;
  readonly against: readonly string[];
  readonly say: (line: string) => void;
}

/** Ours, the bare database and what others would use drain in turn, and back, round by round. */
export async function drainInRounds(
  stack: RealStack,
  { due, rounds, against, say }: Wish,
): Promise<{ rows: Row[]; checks: Check[]; notes: readonly string[] }> {
  const checks: Check[] = [];
  const ours: Drained[] = [];
  const raws: number[] = [];
  const { peers, notes, stop } = await reminderPeers(stack, against);
  const theirs = new Map<NamedPeer, PeerDrained[]>(peers.map((peer) => [peer, []]));
  const turns: (() => Promise<void>)[] = [
    async () => {
      const scheduler = await schedulerOn(stack);
      const drained = await drain(scheduler, stack, due);
      await scheduler.close();
      ours.push(drained);
      checks.push(exactly("every reminder that was due is said once", due, drained.said));
      say(`drained: ${Math.round(drained.perSecond)}/s`);
    },
    async () => {
      raws.push(await rawDrain(stack, due));
      say(`the bare database: ${Math.round(raws.at(-1) ?? 0)}/s`);
    },
    ...peers.map((peer) => async () => {
      const drained = await peer.drain(Math.round(due * peer.share));
      theirs.get(peer)?.push(drained);
      checks.push(exactly(`${peer.name}: every job is done once`, drained.due, drained.said));
      say(`${peer.name}: ${Math.round(drained.perSecond)}/s`);
    }),
  ];
  try {
    for (let round = 0; round < rounds; round += 1)
      for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn();
  } finally {
    await stop();
  }
  const beside = [...theirs].flatMap(([{ name, how }, drained]) =>
    peerRows(ours, { name, how, rounds: drained }),
  );
  const more = "Ours also carries each row to the broker; a queue of others has done when the row is there.";
  return {
    rows: [...drainRows(ours, raws), ...beside],
    checks,
    notes: peers.length > 0 ? [more, ...notes] : notes,
  };
}
