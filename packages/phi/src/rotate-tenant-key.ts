import { setTimeout as pause } from "node:timers/promises";
import { failpoint } from "@careline/faults";
import type { BoxKey } from "./box.ts";
import { newlyWrapped } from "./data-keys.ts";
import type { KeyVault } from "./key-vault.ts";
import type { TenantKeys } from "./tenant-keys.ts";

interface Rotation {
  readonly vault: KeyVault;
  readonly tenantKeys: TenantKeys;
  /** Time for keys on their way to the vault to arrive. Their makers follow a rotation too, unless they die just then. */
  readonly settleMs: number;
}

/**
 * Moves all data keys of a tenant under a new wrapping key and destroys the old one. Stopped anywhere, the next call goes on:
 * two wrapping keys side by side are an unfinished rotation, and each step asks the vault what is left to do.
 */
export function rotateTenantKey({ vault, tenantKeys, settleMs }: Rotation) {
  async function target(tenantId: string): Promise<BoxKey> {
    const keys = await vault.tenantKeys(tenantId, "wrap");
    const [newest] = keys;
    if (keys.length === 1 && newest !== undefined)
      await tenantKeys.make(tenantId, "wrap", newest.version + 1);
    return tenantKeys.newest(tenantId, "wrap");
  }

  async function rewrap(tenantId: string, from: BoxKey, to: BoxKey): Promise<void> {
    const rest = (): ReturnType<KeyVault["wrappedBy"]> => vault.wrappedBy(tenantId, from.keyId);
    for (let some = await rest(); some.length > 0; some = await rest())
      for (const record of some) {
        failpoint("phi.before-rewrap");
        await vault.rewrap(record, newlyWrapped(record, from, to));
        failpoint("phi.after-rewrap");
      }
  }

  return async (tenantId: string): Promise<void> => {
    const to = await target(tenantId);
    const keys = await vault.tenantKeys(tenantId, "wrap");
    for (const { keyId } of keys.filter((key) => key.keyId !== to.keyId)) {
      const from = await tenantKeys.find(tenantId, keyId);
      if (from === undefined) continue;
      await pause(settleMs);
      do {
        await rewrap(tenantId, from, to);
        failpoint("phi.before-destroy");
      } while (!(await vault.destroyTenantKey(tenantId, keyId)));
      failpoint("phi.after-destroy");
    }
  };
}
