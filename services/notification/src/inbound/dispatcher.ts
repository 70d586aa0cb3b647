import { every, type Log, type Poller } from "@careline/runtime";
import type { Lease } from "@careline/store";
import type { Ports, Saved } from "../app/ports.ts";
import { endUndelivered } from "../app/end-undelivered.ts";
import { openFates, settleSilence } from "../app/recover.ts";
import { holding } from "./holding.ts";
import type { Room } from "./lane.ts";
import { lanes } from "./lanes.ts";

export interface DispatcherOptions {
  readonly uncertainAfterMs: number;
  readonly takeLease: () => Promise<Lease | undefined>;
  readonly leaseMs: number;
  readonly room: Room;
}

const pollMs = 100;
const tidyMs = 1_000;

export interface Dispatcher extends Poller {
  /** Takes what was planned a moment ago by this process, so that it need not be looked for. */
  offer(planned: Saved): void;
}

/** Sends what is due, most urgent first. Of several processes the holder of the lease does; another takes over. */
export function dispatcher(ports: Ports, log: Log, options: DispatcherOptions): Dispatcher {
  const settle = settleSilence(ports, options.uncertainAfterMs);
  const recover = openFates(ports);
  const endUseless = endUndelivered(ports);
  const held = holding(options.takeLease, options.leaseMs);
  // A round that has not begun yet sees all that came before it: one nudge is enough for them.
  let isNudged = false;
  const nudge = () => {
    if (isNudged) return;
    isNudged = true;
    poller.nudge();
  };
  const sending = lanes(ports, log, options, nudge);
  let fence = 0;
  let tidyAtMs = 0;
  let readAtMs = 0;

  const poller = every(
    pollMs,
    async () => {
      isNudged = false;
      const hold = await held.current();
      if (hold === undefined) {
        sending.forget();
        return;
      }
      const isNew = hold.fence !== fence;
      fence = hold.fence;
      if (isNew || performance.now() >= tidyAtMs) {
        tidyAtMs = performance.now() + tidyMs;
        const count = await recover(hold, sending.inHand());
        await settle(hold);
        await endUseless(hold);
        if (isNew || count > 0) log.info("sends found in the middle", { count });
      }
      const isReading = isNew || performance.now() >= readAtMs;
      if (isReading) readAtMs = performance.now() + pollMs;
      await sending.fill(hold, isReading);
    },
    log,
  );
  return {
    nudge() {
      readAtMs = 0;
      nudge();
    },
    offer: (planned) => sending.offer(planned),
    async stop() {
      await poller.stop();
      await sending.settled();
      await held.release();
    },
  };
}
