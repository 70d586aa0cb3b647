import { failpoint } from "@careline/faults";
import type { Db } from "mongodb";
import { outboxOf } from "./outbox.ts";
import { rowsMax } from "./outbox-batch.ts";
import type { RelayOptions } from "./port.ts";

/** Marks what the bus has taken, while the next batch is on its way already. */
export interface SentMarks {
  add(ids: readonly string[]): void;
  /** What is taken and not marked yet: not to be sent again. Tries again what could not be marked, waits for too much. */
  pending(): Promise<readonly string[]>;
  /** Resolves when no write is on its way. */
  settled(): Promise<void>;
}

export function sentMarks(db: Db, onFault: RelayOptions["onFault"]): SentMarks {
  const taken = new Set<string>();
  let marking: Promise<void> | undefined;

  async function markAll(): Promise<void> {
    try {
      while (taken.size > 0) {
        const ids = [...taken];
        const sent = { $set: { state: "sent", sentAt: new Date() } } as const;
        await outboxOf(db).updateMany({ _id: { $in: ids } }, sent);
        failpoint("relay.after-mark");
        for (const id of ids) taken.delete(id);
      }
    } catch (error) {
      onFault?.(error);
    }
    marking = undefined;
  }

  return {
    add: (ids) => {
      for (const id of ids) taken.add(id);
      marking ??= markAll();
    },
    pending: async () => {
      if (taken.size > 0) marking ??= markAll();
      if (taken.size >= rowsMax) await marking;
      return [...taken];
    },
    settled: async () => marking,
  };
}
