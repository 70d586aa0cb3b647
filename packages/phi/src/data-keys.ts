import { randomBytes } from "node:crypto";
import { failpoint } from "@careline/faults";
import { openBox, sealBox } from "./box.ts";
import type { BoxKey, BoxPlace } from "./box.ts";
import type { KeyCache } from "./key-cache.ts";
import { newKeyId } from "./key-id.ts";
import type { KeyVault, LiveSubjectKey, SubjectKey, SubjectKeyName, Wrapping } from "./key-vault.ts";
import { PhiError } from "./phi-error.ts";
import type { PhiClass } from "./place.ts";
import { importKey } from "./tenant-keys.ts";
import type { TenantKeys } from "./tenant-keys.ts";

export interface DataKey extends BoxKey {
  readonly subjectId: string;
  readonly class: PhiClass;
}

export interface DataKeysOptions {
  readonly vault: KeyVault;
  readonly tenantKeys: TenantKeys;
  /** Data keys by tenant and key id. */
  readonly cache: KeyCache<DataKey>;
  /** Which key seals for a subject now, by tenant, subject and class. */
  readonly newest: KeyCache<DataKey>;
}

/** The keys that seal and open patient data, unwrapped by their tenant's key. */
export function dataKeys({ vault, tenantKeys, cache, newest }: DataKeysOptions) {
  async function unwrap(record: SubjectKey | undefined, keyId: string): Promise<DataKey> {
    if (record === undefined) throw new PhiError("PHI_KEY_UNKNOWN", { keyId });
    if (record.state === "shredded") throw new PhiError("PHI_KEY_SHREDDED", { keyId });
    const tenantKey = await tenantKeys.find(record.tenantId, record.wrappedBy);
    if (tenantKey !== undefined)
      return { ...nameOf(record), key: importKey(openWrapping(tenantKey, record)) };
    // A rotation may have passed between the two reads: then the key is under a newer tenant key by now.
    const now = await vault.subjectKey(record.tenantId, keyId);
    const isMoved = now?.state === "live" && now.wrappedBy !== record.wrappedBy;
    return unwrap(isMoved || now?.state === "shredded" ? now : undefined, keyId);
  }

  async function add(
    tenantId: string,
    subjectId: string,
    phiClass: PhiClass,
    version: number,
  ): Promise<SubjectKey> {
    const tenantKey = await tenantKeys.newest(tenantId, "wrap");
    const name = { keyId: newKeyId(), tenantId, subjectId, class: phiClass, version };
    const key = { ...name, state: "live", ...newWrapping(tenantKey, name) } as const;
    failpoint("phi.before-subject-key");
    const standing = await vault.addSubjectKey(key);
    failpoint("phi.after-subject-key");
    // A rotation may have ended since we asked for the tenant key, without having seen ours: then we follow it ourselves.
    const now = await tenantKeys.newest(tenantId, "wrap");
    if (standing.keyId === key.keyId && now.keyId !== tenantKey.keyId)
      await vault.rewrap(key, newlyWrapped(key, tenantKey, now));
    return standing;
  }

  return {
    /** The same keys where they are in memory: a promise less for each value. */
    heldForSealing: (tenantId: string, subjectId: string, phiClass: PhiClass): DataKey | undefined =>
      newest.held(`${tenantId}\0${subjectId}\0${phiClass}`),
    heldForOpening: (tenantId: string, keyId: string): DataKey | undefined =>
      cache.held(`${tenantId}\0${keyId}`),
    async forSealing(tenantId: string, subjectId: string, phiClass: PhiClass): Promise<DataKey> {
      return newest.get(`${tenantId}\0${subjectId}\0${phiClass}`, async () => {
        const found = await vault.newestSubjectKey(tenantId, subjectId, phiClass);
        const record = found ?? (await add(tenantId, subjectId, phiClass, 1));
        if (record.state === "shredded") throw new PhiError("PHI_KEY_SHREDDED", { keyId: record.keyId });
        return cache.get(`${tenantId}\0${record.keyId}`, () => unwrap(record, record.keyId));
      });
    },
    async forOpening(tenantId: string, keyId: string): Promise<DataKey> {
      return cache.get(`${tenantId}\0${keyId}`, async () =>
        unwrap(await vault.subjectKey(tenantId, keyId), keyId),
      );
    },
    /** A new version for what is sealed from now on. */
    async renew(tenantId: string, subjectId: string, phiClass: PhiClass): Promise<void> {
      const found = await vault.newestSubjectKey(tenantId, subjectId, phiClass);
      if (found?.state !== "shredded") await add(tenantId, subjectId, phiClass, (found?.version ?? 0) + 1);
      newest.drop((name) => name === `${tenantId}\0${subjectId}\0${phiClass}`);
    },
    /** A fetch of a key by its id does not know the subject yet, so all of the tenant's are forgotten. */
    forget(tenantId: string, subjectId: string): void {
      newest.drop((name) => name.startsWith(`${tenantId}\0${subjectId}\0`));
      cache.drop(
        (name, key) => name.startsWith(`${tenantId}\0`) && (key?.subjectId ?? subjectId) === subjectId,
      );
    },
    clear(): void {
      newest.drop(() => true);
      cache.drop(() => true);
    },
  };
}

/** The same key under another tenant key. */
export function newlyWrapped(record: LiveSubjectKey, from: BoxKey, to: BoxKey): Wrapping {
  const bytes = openWrapping(from, record);
  const wrapped = sealBox(to, bytes, placeOf(record));
  bytes.fill(0);
  return { wrapped, wrappedBy: to.keyId };
}

function newWrapping(tenantKey: BoxKey, name: SubjectKeyName): Wrapping {
  const bytes = randomBytes(32);
  const wrapped = sealBox(tenantKey, bytes, placeOf(name));
  bytes.fill(0);
  return { wrapped, wrappedBy: tenantKey.keyId };
}

function openWrapping(tenantKey: BoxKey, record: LiveSubjectKey): Uint8Array {
  return openBox(tenantKey, record.wrapped, placeOf(record));
}

function placeOf({ keyId, tenantId, subjectId, version, class: phiClass }: SubjectKeyName): BoxPlace {
  return { boxPurpose: "key", context: [tenantId, subjectId, "phi_keys", keyId, phiClass, String(version)] };
}

function nameOf({ keyId, subjectId, class: phiClass }: SubjectKeyName) {
  return { keyId, subjectId, class: phiClass };
}
