import { every, type Log, type Poller } from "@careline/runtime";
import type { Lease } from "@careline/store";
import type { Ports } from "../app/ports.ts";
import { openFates, settleSilence } from "../app/recover.ts";
import { holding } from "./holding.ts";
import { lanes } from "./lanes.ts";

export interface DispatcherOptions {
  readonly uncertainAfterMs: number;
  readonly takeLease: () => Promise<Lease | undefined>;
  readonly leaseMs: number;
}

const pollMs = 100;
const tidyMs = 1_000;

/** Sends what is due, most urgent first. Of several processes the holder of the lease does; another takes over. */
export function dispatcher(ports: Ports, log: Log, options: DispatcherOptions): Poller {
  const settle = settleSilence(ports, options.uncertainAfterMs);
  const recover = openFates(ports);
  const held = holding(options.takeLease, options.leaseMs);
  const sending = lanes(ports, log, () => poller.nudge());
  let fence = 0;
  let tidyAtMs = 0;

  const poller = every(
    pollMs,
    async () => {
      const hold = await held.current();
      if (hold === undefined) return;
      const isNew = hold.fence !== fence;
      fence = hold.fence;
      if (isNew || performance.now() >= tidyAtMs) {
        tidyAtMs = performance.now() + tidyMs;
        const count = await recover(hold, sending.inHand());
        await settle(hold);
        if (isNew || count > 0) log.info("sends found in the middle", { count });
      }
      await sending.fill(hold);
    },
    log,
  );
  return {
    nudge: () => poller.nudge(),
    async stop() {
      await poller.stop();
      await sending.settled();
      await held.release();
    },
  };
}
