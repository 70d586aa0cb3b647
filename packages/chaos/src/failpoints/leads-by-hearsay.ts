import type { LocalFile } from "@careline/local/local-file";
import type { Session } from "../session.ts";
import { again, type Lead, type Leads } from "./lead.ts";
import { writerPast } from "./write-past.ts";

// Twelve passings within the time that one waits for them.
const everyMs = 250;

/** Something is said of people whom nobody knows. */
export function leadsByHearsay({ stack, house }: Pick<Session, "stack" | "house">): Leads {
  const past = writerPast(stack);
  // What was said while it was dead it hears at once.
  const all = (deed: (clinic: LocalFile) => Promise<void>): Lead => ({
    beforeStart: async () => void (await Promise.all(house.clinics.map(deed))),
    onceReady: () => again(everyMs, () => Promise.all(house.clinics.map(deed))),
  });
  return [
    [/^send\.(before|after)-(put-off|decide)$/, all(past.remind)],
    [/^tier\.(before|after)-forget$/, all(past.write)],
    [/^gateway\.(before|after)-forget$/, all(past.erase)],
    [/^media\.(before|after)-(remove|object-removal)$/, all(past.erase)],
  ];
}
