import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { type Clock, movableClock, type StartedService } from "@careline/runtime";

export interface HouseClock extends Clock {
  /** Moves forward to a moment. What is due on the way happens at its own time, in order, before this resolves. */
  moveTo(moment: Date): Promise<void>;
}

interface Moving {
  readonly services: () => readonly StartedService[];
  /** Resolves when the consequences of what happened last are over. */
  readonly settle: () => Promise<void>;
}

/** The clock of a house, kept in a file: a second start goes on from where the first had moved it. */
export function houseClock(file: string, { services, settle }: Moving): HouseClock {
  const clock = movableClock(readAhead(file));
  let last: Promise<void> = Promise.resolve();
  const moveTo = async (target: Date): Promise<void> => {
    await settle();
    for (let stuck = 0; stuck < 3;) {
      const next = await earliest(services());
      if (next === undefined || next > target) break;
      // Work that stays due although its time has come waits for something else than the clock.
      stuck = next <= clock.now() ? stuck + 1 : 0;
      clock.moveTo(next);
      await settle();
    }
    clock.moveTo(target);
    await settle();
    writeFileSync(file, JSON.stringify({ aheadMs: clock.now().getTime() - Date.now() }));
  };
  return {
    now: () => clock.now(),
    moveTo: (moment) => (last = last.then(() => moveTo(moment))),
  };
}

function readAhead(file: string): Date | undefined {
  if (!existsSync(file)) return undefined;
  const { aheadMs } = JSON.parse(readFileSync(file, "utf8")) as { aheadMs?: number };
  return new Date(Date.now() + (aheadMs ?? 0));
}

async function earliest(services: readonly StartedService[]): Promise<Date | undefined> {
  const dues = await Promise.all(services.map(async (service) => service.nextDueAt?.()));
  return dues.filter((due) => due !== undefined).sort((a, b) => a.getTime() - b.getTime())[0];
}
