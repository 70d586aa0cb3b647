import { setTimeout as pause } from "node:timers/promises";
import type { Log } from "./log.ts";

/** Work that is done again and again. */
export interface Poller {
  /** Does the work now, or once more after the round in hand. */
  nudge(): void;
  /** Ends after the round in hand. */
  stop(): Promise<void>;
}

/** Does work now and every `ms` after it ended. Rounds never overlap; one that fails is logged, and the next one comes. */
export function every(ms: number, work: () => Promise<void>, log: Pick<Log, "error">): Poller {
  let stopped = false;
  let nudged = new AbortController();

  const rounds = async () => {
    while (!stopped) {
      nudged = new AbortController();
      try {
        await work();
      } catch (error) {
        log.error("timed work failed", { error });
      }
      await pause(ms, undefined, { signal: nudged.signal }).catch(() => {});
    }
  };
  const running = rounds();

  return {
    nudge: () => nudged.abort(),
    stop: () => {
      stopped = true;
      nudged.abort();
      return running;
    },
  };
}
