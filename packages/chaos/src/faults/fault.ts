import type { ChaosHouse } from "../house/house.ts";
import type { Replica } from "../house/replica.ts";
import type { Person } from "../load/contacts.ts";
import type { RealStack } from "../stack/real-stack.ts";
import type { SmallDisk } from "../stack/small-disk.ts";

/** What a fault may touch, and how it tells of what it does. */
export interface Grip {
  readonly house: ChaosHouse;
  readonly stack: RealStack;
  readonly disks: readonly SmallDisk[];
  readonly chance: () => number;
  /** Ends when the faults' time is over; what was broken is put right then. */
  readonly until: AbortSignal;
  /** Kills by our order; the supervisor starts it again after 0-10 s. */
  kill(replica: Replica): void;
  /** Waits from one kill to the next; false when the time of the faults is over. */
  rest(lowMs: number, highMs: number): Promise<boolean>;
  /** Writes down that something was broken, and gives what to call when it is right again. */
  struck(target: string): () => void;
  /** While this lasts, services may end by themselves; the answer ends it. */
  excuse(): () => void;
  /** Takes somebody out of the load who has had all answers; undefined when nobody has. */
  retire(): Promise<Person | undefined>;
  /** Who has, or had, a visit; more come at the end. */
  readonly visitors: readonly Person[];
  /** A finding of the fault's own. */
  found(problem: string): void;
  say(line: string): void;
}

/** Something that goes wrong, again and again, until it is told to stop. */
export interface ChaosFault {
  readonly name: string;
  readonly what: string;
  /** How many processes of a service it needs. */
  readonly replicas?: { readonly most: number; readonly atFirst?: Readonly<Record<string, number>> };
  /** It breaks links, so everything goes through proxies. */
  readonly needsLinks?: true;
  /** It fills disks up, so what is kept lies on small ones. */
  readonly needsSmallDisks?: true;
  /** It is about what goes by SMS and e-mail, so clinics have rules for that, and there are services which take it. */
  readonly needsOtherChannels?: true;
  /** It is about files in S3, so they lie there. */
  readonly needsObjects?: true;
  /** Answers may be given up with a reason while this happens: WhatsApp refuses for good. */
  readonly mayGiveUp?: true;
  /** Why it cannot be played here; undefined where it can. */
  cannot?(): string | undefined;
  play(grip: Grip): Promise<void>;
}
