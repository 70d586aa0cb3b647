import type { Outside } from "./load-report.ts";

/** Something that answers patients: five processes, and the world outside that loads them. */
export interface Subject {
  readonly name: string;
  /** Its services' processes. */
  readonly pids: ReadonlyMap<string, number>;
  readonly outside: Outside;
  stop(): Promise<void>;
}

export interface SubjectOptions {
  readonly contacts: number;
  readonly clinics: number;
}
