import { setTimeout as pause } from "node:timers/promises";
import type { Outcome } from "./check/outcome.ts";
import { playFaults } from "./play-faults.ts";
import { type SessionPlan, startSession } from "./session.ts";

const calmMs = 15_000;

/** One run: load, faults, rest, and what the ledger tells. */
export async function run(plan: SessionPlan): Promise<Outcome> {
  const session = await startSession(plan);
  try {
    await pause(calmMs);
    const faults = playFaults(plan, session);
    await pause(Math.max(0, plan.minutes * 60_000 - calmMs));
    await faults.end();
    plan.say(`faults are over after ${session.watch.kills} kills; the load goes on for a moment`);
    await pause(calmMs);
    return await session.finish();
  } finally {
    await session.stop();
  }
}
