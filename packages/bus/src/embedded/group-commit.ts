import type { DatabaseSync } from "node:sqlite";
import { Fault } from "@careline/faults";

/** Writes that were asked for together are made durable together, by one transaction and one sync to disk. */
export interface GroupCommit {
  /** Resolves when the write is on disk. */
  write(work: () => void): Promise<void>;
  /** Writes at once what still waits. */
  flush(): void;
}

interface Waiting {
  readonly work: () => void;
  readonly done: () => void;
  readonly failed: (error: Fault) => void;
}

export function groupCommit(db: DatabaseSync): GroupCommit {
  let waiting: Waiting[] = [];

  function flush(): void {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    try {
      db.exec("BEGIN IMMEDIATE");
      for (const { work } of batch) work();
      db.exec("COMMIT");
    } catch (cause) {
      if (db.isOpen && db.isTransaction) db.exec("ROLLBACK");
      const fault = new Fault("unavailable", "the embedded log cannot be written", { cause });
      for (const { failed } of batch) failed(fault);
      return;
    }
    for (const { done } of batch) done();
  }

  return {
    write: (work) =>
      new Promise((done, failed) => {
        if (waiting.push({ work, done, failed }) === 1) setImmediate(flush);
      }),
    flush,
  };
}
