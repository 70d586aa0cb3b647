import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { newKeyId } from "./key-id.ts";
import type { KeyVault, LiveSubjectKey, TenantKey } from "./key-vault.ts";
import type { PhiClass } from "./place.ts";

/** What every key vault promises. */
export function keyVaultSuite(make: () => Promise<KeyVault>): void {
  let vault: KeyVault;
  beforeAll(async () => {
    vault = await make();
  });

  test("gives back a tenant's keys by use, newest first, and no other tenant's", async () => {
    const tenantId = randomUUID();
    const keys = [tenantKey(tenantId, 1), tenantKey(tenantId, 2), tenantKey(randomUUID(), 3)];
    for (const key of keys) expect(await vault.addTenantKey(key)).toEqual(key);
    expect(await vault.tenantKeys(tenantId, "wrap")).toEqual([keys[1], keys[0]]);
    expect(await vault.tenantKeys(tenantId, "index")).toEqual([]);
  });

  test("of many who make the same tenant key at once, all get the same one", async () => {
    const tenantId = randomUUID();
    const made = await Promise.all(times(10, () => vault.addTenantKey(tenantKey(tenantId, 1))));
    expect(new Set(made.map(({ keyId }) => keyId)).size).toBe(1);
    expect(await vault.tenantKeys(tenantId, "wrap")).toEqual([made[0]]);
  });

  test("of many who make the same subject key at once, all get the same one", async () => {
    const tenantId = randomUUID();
    const made = await Promise.all(times(10, () => vault.addSubjectKey(subjectKey(tenantId))));
    expect(new Set(made.map(({ keyId }) => keyId)).size).toBe(1);
    expect(await vault.newestSubjectKey(tenantId, "p_01", "identity")).toEqual(made[0]);
  });

  test("finds a subject key by id within its tenant, and the newest by class", async () => {
    const tenantId = randomUUID();
    const [first, second] = [subjectKey(tenantId), subjectKey(tenantId, { version: 2 })];
    for (const key of [first, second]) await vault.addSubjectKey(key);
    expect(await vault.subjectKey(tenantId, first.keyId)).toEqual(first);
    expect(await vault.subjectKey(randomUUID(), first.keyId)).toBeUndefined();
    expect(await vault.newestSubjectKey(tenantId, "p_01", "identity")).toEqual(second);
    expect(await vault.newestSubjectKey(tenantId, "p_01", "clinical")).toBeUndefined();
    expect(await vault.newestSubjectKey(tenantId, "p_02", "identity")).toBeUndefined();
  });

  test("lists what a tenant key wraps", async () => {
    const tenantId = randomUUID();
    const keys = times(3, (index) => subjectKey(tenantId, { subjectId: `p_${index}` }));
    await vault.addSubjectKey(subjectKey(tenantId, { subjectId: "other", wrappedBy: newKeyId() }));
    for (const key of [...keys, subjectKey(randomUUID())]) await vault.addSubjectKey(key);
    const listed = await vault.wrappedBy(tenantId, under);
    expect(listed.map(({ keyId }) => keyId).sort()).toEqual(keys.map(({ keyId }) => keyId).sort());
  });

  test("changes a wrapping only from the one that was read", async () => {
    const tenantId = randomUUID();
    const key = await added(subjectKey(tenantId));
    await vault.rewrap(key, { wrapped: bytes(2), wrappedBy: "second" });
    await vault.rewrap(key, { wrapped: bytes(3), wrappedBy: "third" });
    const now = await vault.subjectKey(tenantId, key.keyId);
    expect(now).toEqual({ ...key, wrapped: bytes(2), wrappedBy: "second" });
  });

  test("destroys a tenant key only when it wraps nothing", async () => {
    const tenantId = randomUUID();
    const old = await vault.addTenantKey(tenantKey(tenantId, 1));
    const key = await added(subjectKey(tenantId, { wrappedBy: old.keyId }));
    expect(await vault.destroyTenantKey(tenantId, old.keyId)).toBe(false);
    expect(await vault.tenantKeys(tenantId, "wrap")).toHaveLength(1);
    await vault.rewrap(key, { wrapped: bytes(2), wrappedBy: "second" });
    expect(await vault.destroyTenantKey(tenantId, old.keyId)).toBe(true);
    expect(await vault.destroyTenantKey(tenantId, old.keyId)).toBe(true);
    expect(await vault.tenantKeys(tenantId, "wrap")).toEqual([]);
  });

  test("shreds all versions of the named classes of one subject, and nothing else", async () => {
    const tenantId = randomUUID();
    const doomed = [await added(subjectKey(tenantId)), await added(subjectKey(tenantId, { version: 2 }))];
    const kept = [
      await added(subjectKey(tenantId, { class: "clinical" })),
      await added(subjectKey(tenantId, { subjectId: "p_02" })),
      await added(subjectKey(randomUUID())),
    ];
    await vault.shred(shredding(tenantId, ["identity"]));
    for (const key of doomed) {
      const tombstone = await vault.subjectKey(tenantId, key.keyId);
      expect(tombstone).toEqual({ ...nameOf(key), state: "shredded", at, by: "staff:1", reason: "asked" });
    }
    for (const key of kept) expect(await vault.subjectKey(key.tenantId, key.keyId)).toEqual(key);
    expect(await vault.wrappedBy(tenantId, under)).toHaveLength(2);
  });

  test("a second shredding changes nothing, also not who did it first", async () => {
    const tenantId = randomUUID();
    const { keyId } = await added(subjectKey(tenantId));
    await vault.shred(shredding(tenantId, ["identity"]));
    const first = await vault.subjectKey(tenantId, keyId);
    await vault.shred({ ...shredding(tenantId, ["identity"]), at: new Date(0), by: "staff:2" });
    expect(await vault.subjectKey(tenantId, keyId)).toEqual(first);
  });

  test("a shredded class gets no new key: not its first, not the next version, not by rewrapping", async () => {
    const tenantId = randomUUID();
    const key = await added(subjectKey(tenantId));
    await vault.shred(shredding(tenantId, ["identity", "marketing"]));
    await vault.rewrap(key, { wrapped: bytes(2), wrappedBy: "second" });
    await vault.addSubjectKey(subjectKey(tenantId, { version: 2 }));
    expect(await vault.newestSubjectKey(tenantId, "p_01", "identity")).toMatchObject({ state: "shredded" });
    const late = await vault.addSubjectKey(subjectKey(tenantId, { class: "marketing" }));
    expect(late).toMatchObject({ state: "shredded" });
  });

  test("whoever wins, shredding or the first key made at the same moment, the class is shredded", async () => {
    const tenantId = randomUUID();
    await Promise.all(
      times(8, async (index) => {
        const subjectId = `p_${index}`;
        const shredded = vault.shred({ ...shredding(tenantId, ["identity"]), subjectId });
        await Promise.all([shredded, vault.addSubjectKey(subjectKey(tenantId, { subjectId }))]);
        const newest = await vault.newestSubjectKey(tenantId, subjectId, "identity");
        expect(newest).toMatchObject({ state: "shredded" });
      }),
    );
    expect(await vault.wrappedBy(tenantId, under)).toEqual([]);
  });

  async function added(key: LiveSubjectKey): Promise<LiveSubjectKey> {
    expect(await vault.addSubjectKey(key)).toEqual(key);
    return key;
  }
}

const at = new Date("2026-11-25T12:00:00Z");
const under = newKeyId();
const bytes = (value: number): Uint8Array => Buffer.alloc(164, value);

function tenantKey(tenantId: string, version: number): TenantKey {
  return { keyId: newKeyId(), tenantId, use: "wrap", version, wrapped: bytes(1) };
}

function subjectKey(tenantId: string, rest: Partial<LiveSubjectKey> = {}): LiveSubjectKey {
  const name = { keyId: newKeyId(), tenantId, subjectId: "p_01", class: "identity", version: 1 } as const;
  return { ...name, state: "live", wrapped: bytes(1), wrappedBy: under, ...rest };
}

function nameOf({ keyId, tenantId, subjectId, version, class: phiClass }: LiveSubjectKey) {
  return { keyId, tenantId, subjectId, class: phiClass, version };
}

function shredding(tenantId: string, classes: readonly PhiClass[]) {
  return { tenantId, subjectId: "p_01", classes, reason: "asked", by: "staff:1", at };
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
