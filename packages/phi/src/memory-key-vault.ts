import { newKeyId } from "./key-id.ts";
import type { KeyVault, LiveSubjectKey, SubjectKey, TenantKey } from "./key-vault.ts";
import type { ShredRequest } from "./phi.ts";
import type { PhiClass } from "./place.ts";

/** A key vault for tests: the same promises, until the process ends. */
export function memoryKeyVault(): KeyVault {
  const tenantKeys = new Map<string, TenantKey>();
  const destroyed = new Set<string>();
  const subjectKeys = new Map<string, SubjectKey>();

  function versions(tenantId: string, subjectId: string, phiClass: PhiClass): SubjectKey[] {
    return [...subjectKeys.values()]
      .filter((key) => key.tenantId === tenantId && key.subjectId === subjectId && key.class === phiClass)
      .sort((a, b) => b.version - a.version);
  }

  function liveUnder(tenantId: string, wrappedBy: string): LiveSubjectKey[] {
    return [...subjectKeys.values()]
      .filter((key) => key.state === "live")
      .filter((key) => key.tenantId === tenantId && key.wrappedBy === wrappedBy);
  }

  function entomb(request: ShredRequest, phiClass: PhiClass): void {
    const { tenantId, subjectId, at, by, reason } = request;
    const found = versions(tenantId, subjectId, phiClass);
    const names = found.length > 0 ? found : [{ keyId: newKeyId(), version: 1 }];
    for (const key of names) {
      if ("state" in key && key.state === "shredded") continue;
      const { keyId, version } = key;
      const name = { keyId, tenantId, subjectId, class: phiClass, version };
      subjectKeys.set(keyId, { ...name, state: "shredded", at, by, reason });
    }
  }

  return {
    tenantKeys: async (tenantId, use) =>
      [...tenantKeys.values()]
        .filter((key) => key.tenantId === tenantId && key.use === use && !destroyed.has(key.keyId))
        .sort((a, b) => b.version - a.version),
    addTenantKey: async (key) => {
      const first = [...tenantKeys.values()].find(
        (other) => other.tenantId === key.tenantId && other.use === key.use && other.version === key.version,
      );
      if (first === undefined) tenantKeys.set(key.keyId, key);
      return first ?? key;
    },
    destroyTenantKey: async (tenantId, keyId) => {
      if (liveUnder(tenantId, keyId).length > 0) return false;
      destroyed.add(keyId);
      return true;
    },
    subjectKey: async (tenantId, keyId) => {
      const key = subjectKeys.get(keyId);
      return key?.tenantId === tenantId ? key : undefined;
    },
    newestSubjectKey: async (tenantId, subjectId, phiClass) => {
      const found = versions(tenantId, subjectId, phiClass);
      return found.find((key) => key.state === "shredded") ?? found[0];
    },
    addSubjectKey: async (key) => {
      const found = versions(key.tenantId, key.subjectId, key.class);
      const first = found.find((other) => other.version === key.version);
      if (first === undefined) subjectKeys.set(key.keyId, key);
      return first ?? key;
    },
    wrappedBy: async (tenantId, wrappedBy) => liveUnder(tenantId, wrappedBy),
    rewrap: async (key, wrapping) => {
      const now = subjectKeys.get(key.keyId);
      if (now?.state === "live" && now.wrappedBy === key.wrappedBy)
        subjectKeys.set(key.keyId, { ...now, ...wrapping });
    },
    shred: async (request) => {
      for (const phiClass of request.classes) entomb(request, phiClass);
    },
  };
}
