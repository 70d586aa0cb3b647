import type { KeyObject } from "node:crypto";
import { failpoint } from "@careline/faults";
import { blindIndex, deriveIndexKey } from "./blind-index.ts";
import { headerOf, openBox, sealBox } from "./box.ts";
import type { BoxKey } from "./box.ts";
import { dataKeys } from "./data-keys.ts";
import type { DataKey } from "./data-keys.ts";
import { keyCache } from "./key-cache.ts";
import type { Header } from "./layout.ts";
import type { KeyService } from "./key-service.ts";
import type { KeyVault } from "./key-vault.ts";
import type { Opening, Phi } from "./phi.ts";
import { PhiError } from "./phi-error.ts";
import { rotateTenantKey } from "./rotate-tenant-key.ts";
import { Sealed } from "./sealed.ts";
import { tenantKeys } from "./tenant-keys.ts";

export interface PhiOptions {
  readonly vault: KeyVault;
  readonly keyService: KeyService;
  /** At most a minute: so long may another process still open what was shredded here. */
  readonly cacheTtlMs?: number;
  /** How long a rotation waits for keys that are being added under the old tenant key. */
  readonly settleMs?: number;
}

const ttlMsMax = 60_000;
const negativeTtlMs = 5_000;
const cachedKeysMax = 10_000;

/** Seals and opens patient data. One a process: its key caches are its memory. */
export function createPhi({ vault, keyService, cacheTtlMs = ttlMsMax, settleMs = 5_000 }: PhiOptions): Phi {
  const ttlMs = Math.min(cacheTtlMs, ttlMsMax);
  const cacheOf = <T>() =>
    keyCache<T>({
      ttlMs,
      negativeTtlMs: Math.min(ttlMs, negativeTtlMs),
      sizeMax: cachedKeysMax,
      now: () => performance.now(),
    });
  const roots = cacheOf<BoxKey>();
  const indexes = cacheOf<KeyObject>();
  const ofTenants = tenantKeys({ vault, keyService, cache: roots });
  const ofSubjects = dataKeys({
    vault,
    tenantKeys: ofTenants,
    cache: cacheOf<DataKey>(),
    newest: cacheOf<DataKey>(),
  });

  function openBy(key: DataKey, { box, place }: Sealed, header: Header): Uint8Array {
    // The key carries subject and class; the context in the box repeats only the subject.
    if (key.subjectId !== place.subjectId || key.class !== place.class)
      throw new PhiError("PHI_AUTH_FAILED", { keyId: key.keyId });
    return openBox(key, box, place, header);
  }

  return {
    async seal(label, plaintext, place) {
      const whose = [place.tenantId, place.subjectId, place.class] as const;
      const key = ofSubjects.heldForSealing(...whose) ?? (await ofSubjects.forSealing(...whose));
      return new Sealed(label, sealBox(key, plaintext, place), place);
    },
    reading() {
      const openings: Opening[] = [];
      return {
        openings,
        async open(sealed, { purpose }) {
          const { tenantId, subjectId } = sealed.place;
          const header = headerOf(sealed.box);
          const which = [tenantId, header.keyId] as const;
          const key = ofSubjects.heldForOpening(...which) ?? (await ofSubjects.forOpening(...which));
          const plaintext = openBy(key, sealed, header);
          openings.push({ label: sealed.label, subjectId, purpose });
          return plaintext;
        },
      };
    },
    async blindIndex(tenantId, name, canonical) {
      const index = `${tenantId}\0${name}`;
      const made = async () => {
        const root = await ofTenants.newest(tenantId, "index");
        return deriveIndexKey(root.key, tenantId, name, root.version);
      };
      return blindIndex(indexes.held(index) ?? (await indexes.get(index, made)), canonical);
    },
    async shred(request) {
      failpoint("phi.before-shred");
      await vault.shred(request);
      failpoint("phi.after-shred");
      ofSubjects.forget(request.tenantId, request.subjectId);
    },
    forget: (tenantId, subjectId) => ofSubjects.forget(tenantId, subjectId),
    rotateTenantKey: rotateTenantKey({ vault, tenantKeys: ofTenants, settleMs }),
    rotateSubjectKey: (...named) => ofSubjects.renew(...named),
    async close() {
      ofSubjects.clear();
      roots.drop(() => true);
      indexes.drop(() => true);
    },
  };
}
