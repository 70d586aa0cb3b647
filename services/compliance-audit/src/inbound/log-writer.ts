import { Fault } from "@careline/faults";
import { every, type Log, type Poller } from "@careline/runtime";
import type { Lease } from "@careline/store";
import type { AuditLog } from "../app/audit-ports.ts";

interface Writing {
  readonly log: AuditLog;
  readonly seal: () => Promise<void>;
  readonly takeLease: () => Promise<Lease | undefined>;
  readonly leaseMs: number;
}

const pollMs = 100;
const sealMs = 1_000;

/** Appends what arrives and seals what was appended. One process does; its fence keeps a slower one from writing too. */
export function logWriter({ log, seal, takeLease, leaseMs }: Writing, events: Log): Poller {
  let lease: Lease | undefined;
  let renewAtMs = 0;
  let sealAtMs = 0;
  const poller = every(
    pollMs,
    async () => {
      const nowMs = performance.now();
      if (nowMs >= renewAtMs) {
        lease = lease !== undefined && (await lease.renew()) ? lease : await takeLease();
        renewAtMs = nowMs + leaseMs / 3;
      }
      if (lease === undefined) return;
      // A batch for each tenant in turn: a busy clinic delays no other one, nor the lease.
      for (const tenantId of await log.waiting()) {
        const outcome = await append(tenantId, lease.fence);
        if (outcome === "appended") poller.nudge();
        if (outcome !== "taken over") continue;
        lease = undefined;
        return;
      }
      if (nowMs < sealAtMs) return;
      sealAtMs = nowMs + sealMs;
      await seal();
    },
    events,
  );

  async function append(tenantId: string, fence: number): Promise<"appended" | "taken over" | "failed"> {
    try {
      await log.appendBatch(tenantId, fence);
      return "appended";
    } catch (error) {
      if (error instanceof Fault && error.kind === "conflict") return "taken over";
      // One log that cannot grow must not keep the others from growing.
      events.error("an audit log does not grow", { tenantId, error });
      return "failed";
    }
  }

  return {
    nudge: () => poller.nudge(),
    async stop() {
      await poller.stop();
      await lease?.release();
    },
  };
}
