import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { createPhi } from "./create-phi.ts";
import type { KeyVault } from "./key-vault.ts";
import { memoryKeyService } from "./memory-key-service.ts";
import { memoryKeyVault } from "./memory-key-vault.ts";
import { fieldPlace } from "./place.ts";

const keyService = memoryKeyService();
const tenantId = "t_clinic1";
const start = (vault: KeyVault) => createPhi({ vault, keyService, settleMs: 0 });

const placeOf = (subjectId: string) =>
  fieldPlace({ tenantId, subjectId, class: "clinical", collection: "a.b", documentId: "1", path: "note" });
const places = ["p_01", "p_02", "p_03"].map(placeOf);

test.each(["before", "after"] as const)(
  "a process that dies just %s any step of a rotation loses nothing",
  async (moment) => {
    let survived = false;
    let deaths = 0;
    for (let steps = 1; !survived; steps++) {
      const vault = memoryKeyVault();
      const phi = start(vault);
      const sealed = await Promise.all(places.map((place) => phi.seal("note", Buffer.from("kept"), place)));
      const [old] = await vault.tenantKeys(tenantId, "wrap");

      survived = await start(dying(vault, steps, moment))
        .rotateTenantKey(tenantId)
        .then(
          () => true,
          () => false,
        );
      const readable = async (): Promise<void> => {
        const reading = start(vault).reading();
        for (const one of sealed)
          expect(Buffer.from(await reading.open(one, { purpose: "test" })).toString()).toBe("kept");
      };
      await readable();
      if (survived) break;

      deaths++;
      const sideBySide = await vault.tenantKeys(tenantId, "wrap");
      await start(vault).rotateTenantKey(tenantId);
      await readable();
      const left = await vault.tenantKeys(tenantId, "wrap");
      expect(left).toHaveLength(1);
      expect(left[0]?.keyId).not.toBe(old?.keyId);
      const isNew = sideBySide.length === 1;
      expect(left[0]?.version).toBe((sideBySide[0]?.version ?? 0) + (isNew ? 1 : 0));
      expect(await vault.wrappedBy(tenantId, left[0]?.keyId ?? "")).toHaveLength(places.length);
    }
    expect(deaths).toBeGreaterThan(10);
  },
);

test("a key that is added while a rotation settles is moved with the others", async () => {
  expect(await sealedDuring(() => pause(25))).toBe("late");
});

test("a key that is added only after the old tenant key was destroyed is still readable", async () => {
  expect(await sealedDuring((rotated) => rotated)).toBe("late");
});

test("a key that is added while a rotation settles is moved even if its maker dies just then", async () => {
  const vault = memoryKeyVault();
  const phi = createPhi({ vault, keyService, settleMs: 50 });
  await phi.seal("note", Buffer.from("first"), placeOf("p_04"));
  const addSubjectKey: KeyVault["addSubjectKey"] = async (key) => {
    await pause(25);
    await vault.addSubjectKey(key);
    throw new Error("killed");
  };
  const dead = createPhi({ vault: { ...vault, addSubjectKey }, keyService });
  const rotated = pause(0).then(() => phi.rotateTenantKey(tenantId));
  await expect(dead.seal("note", Buffer.from("late"), placeOf("p_05"))).rejects.toThrow("killed");
  await rotated;
  const left = await vault.tenantKeys(tenantId, "wrap");
  expect(left).toHaveLength(1);
  const key = await vault.newestSubjectKey(tenantId, "p_05", "clinical");
  expect(key).toMatchObject({ state: "live", wrappedBy: left[0]?.keyId });
});

/** Seals for a new subject while a rotation runs: its key is wrapped by the old tenant key, but reaches the vault late. */
async function sealedDuring(late: (rotated: Promise<void>) => Promise<void>): Promise<string> {
  const vault = memoryKeyVault();
  const phi = createPhi({ vault, keyService, settleMs: 50 });
  await phi.seal("note", Buffer.from("first"), placeOf("p_04"));
  const asked = Promise.withResolvers<void>();
  const rotated = asked.promise.then(() => phi.rotateTenantKey(tenantId));
  const addSubjectKey: KeyVault["addSubjectKey"] = async (key) => {
    asked.resolve();
    await late(rotated);
    return vault.addSubjectKey(key);
  };
  const slow = createPhi({ vault: { ...vault, addSubjectKey }, keyService });
  const sealed = await slow.seal("note", Buffer.from("late"), placeOf("p_05"));
  await rotated;
  expect(await vault.tenantKeys(tenantId, "wrap")).toHaveLength(1);
  return Buffer.from(await start(vault).reading().open(sealed, { purpose: "test" })).toString();
}

test("a tenant without keys gets its first ones", async () => {
  const vault = memoryKeyVault();
  await start(vault).rotateTenantKey(tenantId);
  expect(await vault.tenantKeys(tenantId, "wrap")).toHaveLength(1);
});

/** A vault whose process dies at the given call: before it reached the vault, or after it took effect. */
function dying(vault: KeyVault, steps: number, moment: "before" | "after"): KeyVault {
  let left = steps;
  const step = async <T>(call: () => Promise<T>): Promise<T> => {
    left--;
    if (left < 0 || (left === 0 && moment === "before")) throw new Error("killed");
    const result = await call();
    if (left === 0) throw new Error("killed");
    return result;
  };
  return {
    tenantKeys: (...asked) => step(() => vault.tenantKeys(...asked)),
    addTenantKey: (...asked) => step(() => vault.addTenantKey(...asked)),
    destroyTenantKey: (...asked) => step(() => vault.destroyTenantKey(...asked)),
    subjectKey: (...asked) => step(() => vault.subjectKey(...asked)),
    newestSubjectKey: (...asked) => step(() => vault.newestSubjectKey(...asked)),
    addSubjectKey: (...asked) => step(() => vault.addSubjectKey(...asked)),
    wrappedBy: (...asked) => step(() => vault.wrappedBy(...asked)),
    rewrap: (...asked) => step(() => vault.rewrap(...asked)),
    shred: (...asked) => step(() => vault.shred(...asked)),
  };
}
