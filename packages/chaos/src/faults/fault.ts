import type { ChaosHouse } from "../house/house.ts";
import type { Replica } from "../house/replica.ts";
import type { RealStack } from "../stack/real-stack.ts";

/** What a fault may touch, and how it tells of what it does. */
export interface Grip {
  readonly house: ChaosHouse;
  readonly stack: RealStack;
  readonly chance: () => number;
  /** Ends when the faults' time is over; what was broken is put right then. */
  readonly until: AbortSignal;
  /** Kills by our order; the supervisor starts it again after 0-10 s. */
  kill(replica: Replica): void;
  /** Writes down that something was broken, and gives what to call when it is right again. */
  struck(target: string): () => void;
}

/** Something that goes wrong, again and again, until it is told to stop. */
export interface ChaosFault {
  readonly name: string;
  readonly what: string;
  play(grip: Grip): Promise<void>;
}
