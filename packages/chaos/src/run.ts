import { setTimeout as pause } from "node:timers/promises";
import { chanceFrom } from "@careline/local/storm/chance";
import type { Outcome } from "./check/outcome.ts";
import { type Session, type SessionPlan, startSession } from "./session.ts";
import { answered } from "./load/answered.ts";

const calmMs = 8_000;

/** One run: load, faults, rest, and what the ledger tells. */
export async function run(plan: SessionPlan): Promise<Outcome> {
  const session = await startSession(plan);
  try {
    await pause(calmMs);
    const over = new AbortController();
    const playing = plan.faults.map((fault, index) => fault.play(gripOf(plan, session, index, over.signal)));
    await pause(Math.max(0, plan.minutes * 60_000 - calmMs));
    over.abort();
    await Promise.all(playing);
    session.watch.calm();
    plan.say(`faults are over after ${session.watch.kills} kills; the load goes on for a moment`);
    await pause(calmMs);
    return await session.finish();
  } finally {
    await session.stop();
  }
}

function gripOf({ faults, seed, say }: SessionPlan, session: Session, index: number, until: AbortSignal) {
  const { house, stack, disks, watch, load, found } = session;
  const name = faults[index]?.name ?? "";
  return {
    ...{ house, stack, disks, until, say },
    chance: chanceFrom(seed + 10 + index),
    kill: (replica: Parameters<typeof watch.kill>[1]) => watch.kill(name, replica),
    struck: (target: string) => watch.struck(name, target),
    excuse: watch.excuse,
    found: (problem: string) => void found.push(problem),
    retire: () => answered(load, house.local.emulator),
  };
}
