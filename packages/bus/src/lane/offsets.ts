import { setTimeout as pause } from "node:timers/promises";
import { failpoint } from "@careline/faults";
import type { Report } from "../report.ts";

/** Where a group goes on in a partition. */
export interface Offset {
  readonly topic: string;
  readonly partition: number;
  readonly next: string;
}

/** A member's offsets on their way: gathered, so that all its partitions cost one request. */
export interface Offsets {
  /** Everything before `next` is handled. Saved with the others, soon. */
  note(offset: Offset): void;
  /** Resolves when all that was noted is saved or is no longer ours. */
  flush(): Promise<void>;
}

export interface OffsetsOptions {
  readonly save: (offsets: readonly Offset[]) => Promise<void>;
  readonly isOurs: (offset: Offset) => boolean;
  readonly report: Report;
}

const everyMs = 500;

export function gatheredOffsets({ save, isOurs, report }: OffsetsOptions): Offsets {
  const noted = new Map<string, Offset>();
  let saving: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const nameOf = ({ topic, partition }: Offset): string => `${topic}/${partition}`;

  async function saveAll(): Promise<void> {
    for (let pauseMs = 50; noted.size > 0; pauseMs = Math.min(pauseMs * 2, 1_000)) {
      const batch = [...noted.values()];
      noted.clear();
      const ours = batch.filter(isOurs);
      if (ours.length === 0) return;
      try {
        failpoint("bus.before-offset");
        await save(ours);
        failpoint("bus.after-offset");
        return;
      } catch (error) {
        report("offsets could not be saved", error);
        for (const one of ours) if (!noted.has(nameOf(one))) noted.set(nameOf(one), one);
        await pause(pauseMs);
      }
    }
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    while (saving !== undefined || noted.size > 0) {
      saving ??= saveAll().finally(() => (saving = undefined));
      await saving;
    }
  }

  return {
    flush,
    note: (offset) => {
      noted.set(nameOf(offset), offset);
      timer ??= setTimeout(() => void flush(), everyMs);
    },
  };
}
