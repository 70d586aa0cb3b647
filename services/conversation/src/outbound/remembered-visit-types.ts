import type { Scheduling } from "../app/ports.ts";

// A clinic changes its kinds of visits every few months: nobody misses a new one for half a minute.
const rememberedMs = 30_000;

type VisitTypes = Scheduling["visitTypes"];

/** Asks for a clinic's kinds of visits once in a while, not in every talk. An answer that failed is not remembered. */
export function rememberedVisitTypes(ask: VisitTypes, nowMs = () => performance.now()): VisitTypes {
  const known = new Map<string, { readonly types: ReturnType<VisitTypes>; readonly untilMs: number }>();
  return (call) => {
    const { tenantId } = call;
    const last = known.get(tenantId);
    if (last !== undefined && last.untilMs > nowMs()) return last.types;
    const types = ask(call);
    known.set(tenantId, { types, untilMs: nowMs() + rememberedMs });
    types.catch(() => known.get(tenantId)?.types === types && known.delete(tenantId));
    return types;
  };
}
