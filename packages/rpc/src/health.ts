import { HealthDefinition } from "nice-grpc-server-health";
import { Fault } from "@careline/faults";
import type { Bound } from "./handlers.ts";
import { wireOf } from "./definition.ts";

const serving = 1;
const notServing = 2;

/** grpc.health.v1 Check, for the whole server ("") and each of its services. Watch is not offered: probes ask. */
export function health(services: readonly string[], isReady: () => Promise<boolean>): Bound {
  const known = new Set(["", ...services]);
  const methods = [...wireOf(HealthDefinition)].map(([name, wire]) => ({
    name,
    wire,
    allowed: "anyone" as const,
    handle: async (request: unknown) => {
      if (!known.has((request as { service: string }).service)) throw new Fault("missing", "no such service");
      return { status: (await isReady().catch(() => false)) ? serving : notServing };
    },
  }));
  return { service: HealthDefinition.fullName, methods };
}
