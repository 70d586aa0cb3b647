import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Fault } from "@careline/faults";

export interface MutantsPlan {
  /** Only those that are caught within seconds. */
  readonly fastOnly: boolean;
  /** Only those whose name contains this. */
  readonly only?: string | undefined;
  readonly seed: number;
  /** A folder to work in. */
  readonly data: string;
  readonly say: (line: string) => void;
}

export interface MutantsReport {
  readonly planted: number;
  readonly caught: number;
  /** Bugs that the suite did not see: holes in it. */
  readonly survivors: readonly string[];
}

interface MutantsModule {
  runMutants(plan: MutantsPlan): Promise<MutantsReport>;
}

const index = new URL("mutants/index.ts", import.meta.url);

export function hasMutants(): boolean {
  return existsSync(fileURLToPath(index));
}

/** Plants bugs in copies of the tree and sees whether they are caught. */
export async function runMutants(plan: MutantsPlan): Promise<MutantsReport> {
  if (!hasMutants()) throw new Fault("missing", "there are no mutants yet");
  const { runMutants } = (await import(index.href)) as MutantsModule;
  return runMutants(plan);
}
