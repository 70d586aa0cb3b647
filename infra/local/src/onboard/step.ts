import { Fault } from "@careline/faults";

export type Found =
  | { readonly kind: "done"; readonly words: string }
  | { readonly kind: "missing"; readonly words: string; readonly todo: string };

/** One step on the way to a clinic that can be written to. Taken again, it changes nothing. */
export interface Step {
  readonly name: string;
  /** How it stands. */
  look(): Promise<Found>;
  /** Does what is missing. Left out where only a person can, or where what it needs was not given. */
  take?: (() => Promise<void>) | undefined;
  /** Without it nothing else can be seen. */
  readonly isFirst?: boolean;
}

export interface Seen {
  readonly name: string;
  readonly found: Found;
}

export const done = (words: string): Found => ({ kind: "done", words });
export const missing = (words: string, todo: string): Found => ({ kind: "missing", words, todo });

/** Looks at each step, and takes those that are missing, unless it only looks. What WhatsApp refuses stays missing. */
export async function walk(
  steps: readonly Step[],
  onlyLooks: boolean,
  tell: (seen: Seen) => void,
): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  for (const step of steps) {
    const found = await walkOne(step, onlyLooks);
    seen.push({ name: step.name, found });
    tell({ name: step.name, found });
    if (step.isFirst === true && found.kind === "missing") break;
  }
  return seen;
}

async function walkOne({ look, take }: Step, onlyLooks: boolean): Promise<Found> {
  const found = await orRefused(look);
  if (found.kind === "done" || onlyLooks || take === undefined) return found;
  const refused = await orRefused(async () => {
    await take();
    return undefined;
  });
  return refused ?? orRefused(look);
}

async function orRefused<T>(work: () => Promise<T>): Promise<T | Found> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const todo = error.kind === "unavailable" ? "run it again in a while" : "put it right and run it again";
    return missing(error.message, todo);
  }
}
