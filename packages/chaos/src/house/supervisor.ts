import type { Ledger } from "../ledger/ledger.ts";
import type { End, Replica } from "./replica.ts";

/** Brings back what has died, after a while, and tells of deaths that nobody had ordered. */
export interface Supervisor {
  onEnd(replica: Replica, how: string, end: End): void;
  struck(fault: string, target: string): () => void;
  /** Kills it, and counts it as broken until it is started again. */
  kill(fault: string, replica: Replica): void;
  /** While this lasts, a process may end by itself: what it needs is not there. The answer ends it. */
  excuse(): () => void;
  /** How many were killed by order, whoever gave it: a fault, or the place at which they were to die. */
  readonly kills: number;
  /** Starts that came to nothing, and were followed by another. */
  readonly failedStarts: number;
  readonly unordered: readonly string[];
  /** From now on what dies stays dead. */
  retire(): void;
  /** From now on what dies comes back at once. */
  calm(): void;
}

const restartMaxMs = 10_000;

export function supervisor(ledger: Ledger, chance: () => number): Supervisor {
  const healing = new Map<Replica, (() => void)[]>();
  let excuses = 0;
  const unordered: string[] = [];
  let kills = 0;
  let failedStarts = 0;
  let isRetired = false;
  let isCalm = false;

  const struck = (fault: string, target: string): (() => void) => {
    ledger.add({ type: "struck", fault, target, at: Date.now() });
    return () => ledger.add({ type: "healed", fault, target, at: Date.now() });
  };
  const restart = (replica: Replica): void => {
    if (isRetired || !replica.isWanted) return;
    replica.start();
    for (const heal of healing.get(replica)?.splice(0) ?? []) heal();
  };
  return {
    struck,
    get kills() {
      return kills;
    },
    get failedStarts() {
      return failedStarts;
    },
    unordered,
    onEnd(replica, how, end) {
      if (end === "ordered" && how === "SIGKILL" && !isRetired) kills += 1;
      if (end === "in its start") failedStarts += 1;
      if (end === "by itself" && !isRetired && excuses === 0) {
        unordered.push(`${replica.name}: ${how}`);
        ledger.add({ type: "unordered", target: replica.name, how, at: Date.now() });
      }
      setTimeout(() => restart(replica), isCalm ? 0 : restartMaxMs * chance()).unref();
    },
    kill(fault, replica) {
      if (!replica.isRunning) return;
      healing.set(replica, [...(healing.get(replica) ?? []), struck(fault, replica.name)]);
      replica.signal("SIGKILL");
    },
    excuse() {
      excuses += 1;
      return () => void (excuses -= 1);
    },
    retire: () => (isRetired = true),
    calm: () => (isCalm = true),
  };
}
