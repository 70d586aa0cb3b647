/** The log of compliance-audit, heard, appended to, sealed and verified by its own code, without the bus. */
export interface Subject {
  said(): number;
  hear(count: number): Promise<void>;
  hearAgain(from: number, until: number): Promise<void>;
  append(): Promise<void>;
  seal(): Promise<void>;
  size(): Promise<number>;
  verify(): Promise<number>;
  root(): Promise<string>;
  prover(): (index: number, size: number) => Buffer[];
  check(index: number, size: number, path: readonly Buffer[], root: string): boolean;
  close(): Promise<void>;
}

interface SubjectModule {
  openLogForBench(options: { uri: string; folder: string }): Promise<Subject>;
  benchEntries(count: number): Buffer[];
}

// Services export nothing to packages; whoever measures them takes them from where they lie.
const path = new URL("../../../../services/compliance-audit/src/log-for-bench.fixture.ts", import.meta.url)
  .href;
export const { openLogForBench, benchEntries } = (await import(path)) as SubjectModule;
