import { keyIdOf, openBox, sealBox } from "./box.ts";
import type { BoxKey, BoxPlace } from "./box.ts";
import type { KeyContext, KeyService } from "./key-service.ts";
import { PhiError } from "./phi-error.ts";

/** Keys held by this process: the first wraps, all unwrap. */
export type Keyring = readonly [BoxKey, ...BoxKey[]];

/** A key service over a keyring in memory. */
export function keyringKeyService(provider: string, keys: Keyring): KeyService {
  const [primary] = keys;
  return {
    wrap: async (key, context) => sealBox(primary, key, placeOf(context)),
    unwrap: async (wrapped, context) => {
      const keyId = keyIdOf(wrapped);
      const key = keys.find((known) => known.keyId === keyId);
      if (key === undefined) throw new PhiError("PHI_KEY_UNKNOWN", { keyId });
      return openBox(key, wrapped, placeOf(context));
    },
    describe: async () => ({ provider, keyId: primary.keyId, isForProduction: false }),
    health: async () => true,
  };
}

function placeOf({ tenantId, keyId }: KeyContext): BoxPlace {
  return { boxPurpose: "key", context: ["careline", "development", tenantId, keyId] };
}
