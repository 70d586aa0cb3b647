import type { Lease } from "@careline/store";
import type { Hold } from "../app/ports.ts";

interface Holding {
  /** The right to send, renewed in time; undefined while another process has it. */
  current(): Promise<Hold | undefined>;
  release(): Promise<void>;
}

interface Held extends Hold {
  readonly lease: Lease;
  untilMs: number;
}

/**
 * Keeps the lease of the one who sends. The end is counted from before it was asked for, by a clock that nobody sets,
 * so it comes here earlier than in the database; a process that was paused finds it over when it wakes.
 */
export function holding(takeLease: () => Promise<Lease | undefined>, leaseMs: number): Holding {
  let held: Held | undefined;
  let askAgainAtMs = 0;

  async function renewed(mine: Held, nowMs: number): Promise<Hold | undefined> {
    if (nowMs < mine.untilMs - (leaseMs * 2) / 3) return mine;
    if (!(await mine.lease.renew())) return undefined;
    mine.untilMs = nowMs + leaseMs;
    return mine;
  }

  async function taken(nowMs: number): Promise<Held | undefined> {
    if (nowMs < askAgainAtMs) return undefined;
    askAgainAtMs = nowMs + leaseMs / 6;
    const lease = await takeLease();
    if (lease === undefined) return undefined;
    const mine: Held = {
      lease,
      fence: lease.fence,
      untilMs: nowMs + leaseMs,
      isHeld: () => held === mine && performance.now() < mine.untilMs,
    };
    return mine;
  }

  return {
    async current() {
      const nowMs = performance.now();
      const before = held;
      const kept = before === undefined ? undefined : await renewed(before, nowMs);
      held = kept === undefined ? await taken(nowMs) : before;
      return held;
    },
    async release() {
      await held?.lease.release();
      held = undefined;
    },
  };
}
