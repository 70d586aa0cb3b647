import { nap } from "../faults/nap.ts";
import type { Mortal } from "../house/replica.ts";

/** Brings about what leads to a place. */
export interface Lead {
  /** Before the process starts. */
  beforeStart?(): Promise<void>;
  /** Once it is ready, whoever it is; the answer puts it right again. */
  onceReady?(service: Mortal): () => void;
}

/** Leads by the names of the places that they lead to. */
export type Leads = readonly (readonly [names: RegExp, lead: Lead])[];

/** Does it now and again and again, until told to stop. Whom it asks may be dead: then the next time will do. */
export function again(everyMs: number, deed: () => Promise<unknown>): () => void {
  const over = new AbortController();
  const go = async (): Promise<void> => {
    do await deed().catch(() => undefined);
    while (await nap(everyMs, over.signal));
  };
  void go();
  return () => over.abort();
}
