import { chanceFrom } from "@careline/local/storm/chance";
import type { Grip } from "./faults/fault.ts";
import { between, nap } from "./faults/nap.ts";
import { answered } from "./load/answered.ts";
import type { Session, SessionPlan } from "./session.ts";

export interface Playing {
  /** Puts everything right again; resolves when it is. */
  end(): Promise<void>;
}

/** Lets all faults of a plan go on at once, each with chance of its own. */
export function playFaults(plan: SessionPlan, session: Session): Playing {
  const over = new AbortController();
  const playing = plan.faults.map(async (fault, index) => {
    try {
      await fault.play(gripOf(plan, session, index, over.signal));
    } catch (error) {
      // What it broke may be broken still: the run goes on, and is not clean.
      session.found.push(
        `${fault.name} could not go on: ${error instanceof Error ? error.message : "unknown"}`,
      );
    }
  });
  return {
    async end() {
      over.abort();
      await Promise.all(playing);
      session.watch.calm();
    },
  };
}

function gripOf(
  { faults, seed, say, apart }: SessionPlan,
  session: Session,
  index: number,
  until: AbortSignal,
): Grip {
  const { house, stack, disks, watch, load, clinic, found } = session;
  const name = faults[index]?.name ?? "";
  const chance = chanceFrom(seed + 10 + index);
  return {
    ...{ house, stack, disks, until, say, chance },
    rest: (low, high) => nap(between(low, high, chance) + apart * 1_000, until),
    kill: (replica) => watch.kill(name, replica),
    struck: (target) => watch.struck(name, target),
    excuse: watch.excuse,
    found: (problem) => void found.push(problem),
    visitors: clinic.visitors,
    // Who is erased is not reminded of a visit either.
    retire: () => answered(load, (person) => !clinic.isVisitor(person)),
  };
}
