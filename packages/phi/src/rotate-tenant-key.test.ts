import { expect, test } from "vitest";
import { createPhi } from "./create-phi.ts";
import type { KeyVault } from "./key-vault.ts";
import { memoryKeyService } from "./memory-key-service.ts";
import { memoryKeyVault } from "./memory-key-vault.ts";
import { fieldPlace } from "./place.ts";

const keyService = memoryKeyService();
const tenantId = "t_clinic1";
const start = (vault: KeyVault) => createPhi({ vault, keyService, settleMs: 0 });

const places = ["p_01", "p_02", "p_03"].map((subjectId) =>
  fieldPlace({ tenantId, subjectId, class: "clinical", collection: "a.b", documentId: "1", path: "note" }),
);

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

test("a key added under the old tenant key while the rotation settles is moved as well", async () => {
  const vault = memoryKeyVault();
  const phi = createPhi({ vault, keyService, settleMs: 50 });
  await phi.blindIndex(tenantId, "phone", "+12025550100");
  const slow: KeyVault = {
    ...vault,
    addSubjectKey: async (key) => {
      await new Promise((resolve) => setTimeout(resolve, 25));
      return vault.addSubjectKey(key);
    },
  };
  const [place] = places;
  if (place === undefined) throw new Error("no place");
  await phi.seal("note", Buffer.from("first"), { ...place, subjectId: "p_04" });
  const late = createPhi({ vault: slow, keyService }).seal("note", Buffer.from("late"), place);
  await phi.rotateTenantKey(tenantId);
  const opened = await start(vault)
    .reading()
    .open(await late, { purpose: "test" });
  expect(Buffer.from(opened).toString()).toBe("late");
});

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
