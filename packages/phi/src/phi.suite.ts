import { randomUUID } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import { beforeAll, expect, test } from "vitest";
import { createPhi } from "./create-phi.ts";
import type { KeyVault } from "./key-vault.ts";
import { memoryKeyService } from "./memory-key-service.ts";
import type { Phi } from "./phi.ts";
import { fieldPlace } from "./place.ts";
import type { PhiClass, Place } from "./place.ts";
import type { Sealed } from "./sealed.ts";

/** What processes that share a key vault may rely on. */
export function phiSuite(make: () => Promise<KeyVault>): void {
  const keyService = memoryKeyService();
  let vault: KeyVault;
  /** Another process: nothing shared but the vault and the key service. */
  const process = (): Phi => createPhi({ vault, keyService, settleMs: 1 });
  beforeAll(async () => {
    vault = await make();
  });

  test("processes that seal for a new subject at once end with one key, and read each other", async () => {
    const place = placeOf(randomUUID());
    const processes = Array.from({ length: 6 }, process);
    const sealed = await Promise.all(processes.map((phi, index) => seal(phi, `words ${index}`, place)));
    const keyIds = new Set(sealed.map(({ box }) => Buffer.from(box.subarray(4, 20)).toString("hex")));
    expect(keyIds.size).toBe(1);
    const reader = process();
    expect(await Promise.all(sealed.map((one) => words(reader, one)))).toEqual(
      sealed.map((_, index) => `words ${index}`),
    );
  });

  test("processes agree on a blind index that none had before", async () => {
    const tenantId = randomUUID();
    const indexes = await Promise.all(
      Array.from({ length: 6 }, () => process().blindIndex(tenantId, "phone", "+5511987654321")),
    );
    expect(new Set(indexes).size).toBe(1);
    expect(indexes[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(await process().blindIndex(randomUUID(), "phone", "+5511987654321")).not.toBe(indexes[0]);
  });

  test("what is shredded opens nowhere, what is not opens everywhere", async () => {
    const tenantId = randomUUID();
    const [phi, other] = [process(), process()];
    const doomed = await seal(phi, "doomed", placeOf(tenantId));
    const kept = [
      await seal(phi, "kept", placeOf(tenantId, "p_01", "clinical")),
      await seal(phi, "kept", placeOf(tenantId, "p_02")),
      await seal(phi, "kept", placeOf(randomUUID())),
    ];
    expect(await words(other, doomed)).toBe("doomed");
    const index = await phi.blindIndex(tenantId, "phone", "+5511987654321");

    for (let times = 0; times < 2; times++) await phi.shred(shredding(tenantId));
    other.forget(tenantId, "p_01");

    for (const reader of [phi, other, process()]) {
      await expect(words(reader, doomed)).rejects.toMatchObject({
        code: "PHI_KEY_SHREDDED",
        kind: "missing",
      });
      await expect(seal(reader, "again", doomed.place)).rejects.toMatchObject({ code: "PHI_KEY_SHREDDED" });
      for (const sealed of kept) expect(await words(reader, sealed)).toBe("kept");
      // The opt-out list hangs on this: it must still be found after erasure.
      expect(await reader.blindIndex(tenantId, "phone", "+5511987654321")).toBe(index);
    }
  });

  test("all versions of a class are shredded together", async () => {
    const place = placeOf(randomUUID());
    const phi = process();
    const first = await seal(phi, "first", place);
    await phi.rotateSubjectKey(place.tenantId, place.subjectId, place.class);
    const second = await seal(phi, "second", place);
    expect(Buffer.compare(first.box.subarray(4, 20), second.box.subarray(4, 20))).not.toBe(0);
    expect(await words(phi, first)).toBe("first");
    expect(await words(process(), second)).toBe("second");

    await phi.shred(shredding(place.tenantId));
    await phi.rotateSubjectKey(place.tenantId, place.subjectId, place.class);
    for (const sealed of [first, second])
      await expect(words(phi, sealed)).rejects.toMatchObject({ code: "PHI_KEY_SHREDDED" });
    await expect(seal(phi, "third", place)).rejects.toMatchObject({ code: "PHI_KEY_SHREDDED" });
    const [tenantKey] = await vault.tenantKeys(place.tenantId, "wrap");
    expect(await vault.wrappedBy(place.tenantId, tenantKey?.keyId ?? "")).toEqual([]);
  });

  test("a rotation under load loses nothing and leaves one tenant key", async () => {
    const tenantId = randomUUID();
    const phi = process();
    const before = await seal(phi, "before", placeOf(tenantId, "p_before"));
    const [old] = await vault.tenantKeys(tenantId, "wrap");
    const writers = [process(), process()].map((writer, index) => sealMany(writer, tenantId, `w${index}`));
    const [written] = await Promise.all([
      Promise.all(writers),
      phi.rotateTenantKey(tenantId),
      process().rotateTenantKey(tenantId),
    ]);
    const left = await vault.tenantKeys(tenantId, "wrap");
    expect(left).toHaveLength(1);
    expect(left[0]?.keyId).not.toBe(old?.keyId);
    const reader = process();
    expect(await words(reader, before)).toBe("before");
    for (const sealed of written.flat()) expect(await words(reader, sealed)).toBe("during");
  });

  test("shredding and rotating while others seal: what is erased opens nowhere, all else opens", async () => {
    const tenantId = randomUUID();
    const phi = process();
    await seal(phi, "before", placeOf(tenantId));
    const doomed: Sealed[] = [];
    const kept: Sealed[] = [];
    const refusals = new Set<string>();
    let isOver = false;
    const writing = [process(), process(), phi].map(async (writer, index) => {
      for (let round = 0; !isOver; round++) {
        await seal(writer, "during", placeOf(tenantId)).then(
          (sealed) => doomed.push(sealed),
          (error: unknown) => refusals.add(String(error).replace(/ key .*/, "")),
        );
        kept.push(await seal(writer, "during", placeOf(tenantId, `p_${index}_${round % 20}`)));
        kept.push(await seal(writer, "during", placeOf(tenantId, "p_01", "clinical")));
        await turn();
      }
    });
    await Promise.all([phi.rotateTenantKey(tenantId), phi.shred(shredding(tenantId))]);
    await process().rotateTenantKey(tenantId);
    isOver = true;
    await Promise.all(writing);
    const reader = process();
    expect(kept.length).toBeGreaterThan(10);
    expect(refusals).toEqual(new Set(["PhiError: PHI_KEY_SHREDDED"]));
    for (const sealed of kept) expect(await words(reader, sealed)).toBe("during");
    for (const sealed of doomed)
      await expect(words(reader, sealed)).rejects.toMatchObject({ code: "PHI_KEY_SHREDDED" });
    const [root, ...others] = await vault.tenantKeys(tenantId, "wrap");
    expect(others).toEqual([]);
    const live = await vault.wrappedBy(tenantId, root?.keyId ?? "");
    expect(live.filter((key) => key.subjectId === "p_01" && key.class === "identity")).toEqual([]);
  });
}

async function sealMany(phi: Phi, tenantId: string, prefix: string): Promise<Sealed[]> {
  const sealed: Sealed[] = [];
  for (let index = 0; index < 40; index++)
    sealed.push(await seal(phi, "during", placeOf(tenantId, `${prefix}_${index}`)));
  return sealed;
}

function placeOf(tenantId: string, subjectId = "p_01", phiClass: PhiClass = "identity"): Place {
  const whose = { tenantId, subjectId, class: phiClass };
  return fieldPlace({ ...whose, collection: "conversation.messages", documentId: "m_01", path: "body" });
}

function seal(phi: Phi, text: string, place: Place): Promise<Sealed> {
  return phi.seal("text", Buffer.from(text), place);
}

async function words(phi: Phi, sealed: Sealed): Promise<string> {
  return Buffer.from(await phi.reading().open(sealed, { purpose: "test" })).toString();
}

function shredding(tenantId: string) {
  return {
    tenantId,
    subjectId: "p_01",
    classes: ["identity"],
    reason: "asked",
    by: "staff:1",
    at: new Date("2026-11-25T12:00:00Z"),
  } as const;
}
