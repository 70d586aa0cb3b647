import { Fault } from "@careline/faults";
import { every, type Log } from "@careline/runtime";
import type { Lease } from "@careline/store";
import type { AuditLog } from "../app/audit-ports.ts";

interface Writing {
  readonly log: AuditLog;
  readonly seal: () => Promise<void>;
  readonly takeLease: () => Promise<Lease | undefined>;
  readonly leaseMs: number;
}

// A batch costs much the same for one record as for a hundred, and is sealed once a second anyway.
const pollMs = 500;
const sealMs = 1_000;
// Where so many came with one batch, more may wait behind them; fewer are worth gathering.
const manyRecords = 256;

type Outcome = "done" | "more" | "taken over" | "failed";

/** Appends what arrives and seals what was appended. One process does; its fence keeps a slower one from writing too. */
export function logWriter(
  { log, seal, takeLease, leaseMs }: Writing,
  events: Log,
): { stop(): Promise<void> } {
  let lease: Lease | undefined;
  let renewAtMs = 0;
  const appending = every(pollMs, appendWaiting, events);
  // By itself, so that what arrives while a log is published is appended meanwhile.
  const sealing = every(sealMs, async () => void (lease !== undefined && (await seal())), events);

  async function appendWaiting(): Promise<void> {
    const nowMs = performance.now();
    if (nowMs >= renewAtMs) {
      lease = lease !== undefined && (await lease.renew()) ? lease : await takeLease();
      renewAtMs = nowMs + leaseMs / 3;
    }
    if (lease === undefined) return;
    // A batch for each tenant in turn: a busy clinic delays no other one, nor the lease.
    for (const tenantId of await log.waiting()) {
      const outcome = await append(tenantId, lease.fence);
      if (outcome === "more") appending.nudge();
      if (outcome !== "taken over") continue;
      lease = undefined;
      return;
    }
  }

  async function append(tenantId: string, fence: number): Promise<Outcome> {
    try {
      return (await log.appendBatch(tenantId, fence)) >= manyRecords ? "more" : "done";
    } catch (error) {
      if (error instanceof Fault && error.kind === "conflict") return "taken over";
      // One log that cannot grow must not keep the others from growing.
      events.error("an audit log does not grow", { tenantId, error });
      return "failed";
    }
  }

  return {
    async stop() {
      await appending.stop();
      await sealing.stop();
      await lease?.release();
    },
  };
}
