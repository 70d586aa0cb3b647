import { headerOf, openBox, sealBox } from "./box.ts";
import type { BoxKey, BoxPlace } from "./box.ts";
import type { KeyContext, KeyService } from "./key-service.ts";
import { PhiError } from "./phi-error.ts";

/** Keys held by this process: the first wraps, all unwrap. */
export type Keyring = readonly [BoxKey, ...BoxKey[]];

/** A key service over a keyring, which is read for each question: it may change, or be away for a while. */
export function keyringKeyService(provider: string, read: () => Promise<Keyring>): KeyService {
  return {
    wrap: async (key, context) => sealBox((await read())[0], key, placeOf(context)),
    unwrap: async (wrapped, context) => {
      const { keyId } = headerOf(wrapped);
      const key = (await read()).find((known) => known.keyId === keyId);
      if (key === undefined) throw new PhiError("PHI_KEY_UNKNOWN", { keyId });
      return openBox(key, wrapped, placeOf(context));
    },
    describe: async () => ({ provider, keyId: (await read())[0].keyId, isForProduction: false }),
    health: () =>
      read().then(
        () => true,
        () => false,
      ),
  };
}

function placeOf({ tenantId, keyId }: KeyContext): BoxPlace {
  return { boxPurpose: "key", context: ["careline", "development", tenantId, keyId] };
}
