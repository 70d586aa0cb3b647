import type { Definition } from "./definition.ts";

/** gRPC's service config: calls spread over all addresses; only idempotent methods are tried again, on a budget. */
export function serviceConfig(definition: Definition, idempotent: readonly string[]): object {
  const name = idempotent.map((method) => ({
    service: definition.fullName,
    method: definition.methods[method]?.name,
  }));
  const retryPolicy = {
    maxAttempts: 4,
    initialBackoff: "0.05s",
    maxBackoff: "0.5s",
    backoffMultiplier: 2,
    retryableStatusCodes: ["UNAVAILABLE"],
  };
  return {
    loadBalancingConfig: [{ round_robin: {} }],
    methodConfig: [{ name, retryPolicy }],
    retryThrottling: { maxTokens: 10, tokenRatio: 0.1 },
  };
}
