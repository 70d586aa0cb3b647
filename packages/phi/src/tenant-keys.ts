import { createSecretKey, randomBytes } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { failpoint } from "@careline/faults";
import type { BoxKey } from "./box.ts";
import type { KeyCache } from "./key-cache.ts";
import { newKeyId } from "./key-id.ts";
import type { KeyService } from "./key-service.ts";
import type { KeyVault, TenantKey, TenantKeyUse } from "./key-vault.ts";
import { PhiError } from "./phi-error.ts";

export interface TenantKeysOptions {
  readonly vault: KeyVault;
  readonly keyService: KeyService;
  readonly cache: KeyCache<BoxKey>;
}

/** The root keys of tenants, unwrapped by the key service. A tenant's first keys are made when first asked for. */
export function tenantKeys({ vault, keyService, cache }: TenantKeysOptions) {
  async function unwrap({ tenantId, keyId, wrapped }: TenantKey): Promise<BoxKey> {
    return { keyId, key: importKey(await asked(() => keyService.unwrap(wrapped, { tenantId, keyId }))) };
  }

  async function make(tenantId: string, use: TenantKeyUse, version: number): Promise<TenantKey> {
    const keyId = newKeyId();
    const bytes = randomBytes(32);
    const wrapped = await asked(() => keyService.wrap(bytes, { tenantId, keyId }));
    bytes.fill(0);
    failpoint("phi.before-tenant-key");
    const standing = await vault.addTenantKey({ keyId, tenantId, use, version, wrapped });
    failpoint("phi.after-tenant-key");
    return standing;
  }

  return {
    /** The key that wraps or derives now, as the vault says at this moment. */
    async newest(tenantId: string, use: TenantKeyUse): Promise<BoxKey & { readonly version: number }> {
      const [found] = await vault.tenantKeys(tenantId, use);
      const record = found ?? (await make(tenantId, use, 1));
      const key = await cache.get(nameOf(tenantId, record.keyId), () => unwrap(record));
      return { ...key, version: record.version };
    },
    /** A wrapping key, or nothing once it is destroyed. */
    async find(tenantId: string, keyId: string): Promise<BoxKey | undefined> {
      try {
        return await cache.get(nameOf(tenantId, keyId), async () => {
          const records = await vault.tenantKeys(tenantId, "wrap");
          const record = records.find((key) => key.keyId === keyId);
          if (record === undefined) throw new PhiError("PHI_KEY_UNKNOWN", { keyId });
          return unwrap(record);
        });
      } catch (error) {
        const isGone = error instanceof PhiError && error.code === "PHI_KEY_UNKNOWN" && error.keyId === keyId;
        if (isGone) return undefined;
        throw error;
      }
    },
    make,
  };
}

export type TenantKeys = ReturnType<typeof tenantKeys>;

/** Takes key bytes in and wipes them: from here on the key is opaque to logs, JSON and inspection. */
export function importKey(bytes: Uint8Array): KeyObject {
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

function nameOf(tenantId: string, keyId: string): string {
  return `${tenantId}\0${keyId}`;
}

// Who waits for a key service answers somebody who does not wait long; the next one asks again.
const answerWithinMs = 3_000;

async function asked<T>(ask: () => Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new PhiError("PHI_KEY_UNAVAILABLE")), answerWithinMs);
  try {
    return await Promise.race([ask(), late.promise]);
  } catch (cause) {
    throw cause instanceof PhiError ? cause : new PhiError("PHI_KEY_UNAVAILABLE", { cause });
  } finally {
    clearTimeout(timer);
  }
}
