import type { Bus } from "@careline/bus";
import { setTimeout as pause } from "node:timers/promises";

/** Notices what happens on a bus, so that a moved clock can wait until its consequences are over. */
export interface Activity {
  readonly bus: Bus;
  /** Resolves when nothing was said or handled for a while and `isQuiet` agrees; after `atMostMs` in any case. */
  quiet(isQuiet: () => boolean | Promise<boolean>, atMostMs?: number): Promise<void>;
}

export function watchActivity(bus: Bus, quietMs: number): Activity {
  let handling = 0;
  let lastAt = performance.now();
  const during = async <T>(work: () => Promise<T>): Promise<T> => {
    handling += 1;
    try {
      return await work();
    } finally {
      handling -= 1;
      lastAt = performance.now();
    }
  };
  return {
    bus: {
      ...bus,
      publish: (records) => during(() => bus.publish(records)),
      subscribe: (subscription) =>
        bus.subscribe({
          ...subscription,
          routes: subscription.routes.map(({ topic, handle }) => ({
            topic,
            handle: (event) => during(() => handle(event)),
          })),
        }),
    },
    async quiet(isQuiet, atMostMs = 30_000) {
      const startedAt = performance.now();
      lastAt = startedAt;
      for (;;) {
        await pause(20);
        const now = performance.now();
        if (handling === 0 && now - lastAt > quietMs && (await isQuiet())) return;
        if (now - startedAt > atMostMs) return;
      }
    },
  };
}
