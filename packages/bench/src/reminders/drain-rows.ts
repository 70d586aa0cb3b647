import { median, ratioOf } from "../core/race.ts";
import type { Row } from "../suite.ts";
import type { Drained } from "./drain.ts";
import type { PeerDrained } from "./queue-peer.ts";

/** What one peer did in each round, beside ours of the same round. */
export interface PeerRounds {
  readonly name: string;
  readonly how: string;
  readonly rounds: readonly PeerDrained[];
}

const raw = "find, updateMany and insertMany of the same rows, majority";

/** Ours beside the least that a database needs. */
export function drainRows(ours: readonly Drained[], raws: readonly number[]): Row[] {
  const n = ours.reduce((sum, { due }) => sum + due, 0);
  const { median: ratio, range } = ratioOf(
    ours.map(({ perSecond }, round) => perSecond / (raws[round] ?? Number.NaN)),
  );
  const micros = (of: (drained: Drained) => number): number => median(ours.map(of));
  return [
    {
      ...{ name: "reminders drained into the send queue", unit: "1/s", n, goal: "≥ 10,000/s" },
      ...{ value: median(ours.map(({ perSecond }) => perSecond)), ratio, range, against: raw },
    },
    {
      ...{ name: "reminder drained, service", unit: "CPU-µs", n },
      value: micros(({ serviceMicrosEach }) => serviceMicrosEach),
    },
    {
      ...{ name: "reminder drained, database", unit: "CPU-µs", n },
      value: micros(({ databaseMicrosEach }) => databaseMicrosEach),
    },
  ];
}

/** A peer's rate and cost; ratios are how many times faster and cheaper ours were in the same round. */
export function peerRows(ours: readonly Drained[], { name, how, rounds }: PeerRounds): Row[] {
  const n = rounds.reduce((sum, { due }) => sum + due, 0);
  const cost = (one: PeerDrained): number => one.workerMicrosEach + one.serversMicrosEach;
  const faster = ratioOf(rounds.map((one, round) => (ours[round]?.perSecond ?? Number.NaN) / one.perSecond));
  const cheaper = ratioOf(rounds.map((one, round) => cost(one) / ownCost(ours[round])));
  return [
    {
      ...{ name, unit: "1/s", value: median(rounds.map(({ perSecond }) => perSecond)), n },
      ...{ ratio: faster.median, range: faster.range, against: how },
    },
    {
      ...{ name: `${name}: with its servers`, unit: "CPU-µs", value: median(rounds.map(cost)), n },
      ...{ ratio: cheaper.median, range: cheaper.range, against: how },
    },
  ];
}

function ownCost(drained: Drained | undefined): number {
  return drained === undefined ? Number.NaN : drained.serviceMicrosEach + drained.databaseMicrosEach;
}
