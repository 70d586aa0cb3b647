import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { createPhi } from "./create-phi.ts";
import type { KeyService } from "./key-service.ts";
import type { KeyVault } from "./key-vault.ts";
import { memoryKeyService } from "./memory-key-service.ts";
import { memoryKeyVault } from "./memory-key-vault.ts";
import { fieldPlace } from "./place.ts";

const whose = { tenantId: "t_clinic1", subjectId: "p_01", class: "conversation" } as const;
const place = fieldPlace({ ...whose, collection: "conversation.messages", documentId: "m_01", path: "body" });
const purpose = { purpose: "understand-message" };
const shredding = {
  ...whose,
  classes: ["conversation"],
  reason: "asked",
  by: "staff:1",
  at: new Date(),
} as const;
const secret = "me duele el pecho";

function house() {
  const [vault, keyService] = [memoryKeyVault(), memoryKeyService()];
  return { vault, keyService, phi: createPhi({ vault, keyService, settleMs: 0 }) };
}

test("keys are asked for once and then remembered, until forgotten", async () => {
  let asked = 0;
  const { vault, keyService, phi: writer } = house();
  const sealed = await writer.seal("text", Buffer.from(secret), place);
  const subjectKey: KeyVault["subjectKey"] = (...name) => {
    asked++;
    return vault.subjectKey(...name);
  };
  const phi = createPhi({ vault: { ...vault, subjectKey }, keyService });
  const open = () => phi.reading().open(sealed, purpose);
  await Promise.all([open(), open(), open()]);
  await open();
  expect(asked).toBe(1);
  phi.forget("t_clinic2", "p_01");
  phi.forget("t_clinic1", "p_02");
  await open();
  expect(asked).toBe(1);
  phi.forget("t_clinic1", "p_01");
  await open();
  expect(asked).toBe(2);
  await phi.close();
  await open();
  expect(asked).toBe(3);
});

test("keys that another process shredded are gone when the cache's time is over", async () => {
  const { vault, keyService, phi: other } = house();
  const phi = createPhi({ vault, keyService, cacheTtlMs: 40 });
  const sealed = await phi.seal("text", Buffer.from(secret), place);
  await phi.reading().open(sealed, purpose);
  await other.shred(shredding);
  await pause(60);
  const shredded = { code: "PHI_KEY_SHREDDED", kind: "missing" };
  await expect(phi.reading().open(sealed, purpose)).rejects.toMatchObject(shredded);
  await expect(phi.seal("text", Buffer.from(secret), place)).rejects.toMatchObject(shredded);
});

test("keys are unavailable while the key service is away, and that is not remembered", async () => {
  const { vault, keyService, phi: writer } = house();
  const sealed = await writer.seal("text", Buffer.from(secret), place);
  let isAway = true;
  const unwrap: KeyService["unwrap"] = (...wrapped) =>
    isAway ? Promise.reject(new Error("timeout")) : keyService.unwrap(...wrapped);
  const phi = createPhi({ vault, keyService: { ...keyService, unwrap } });
  const unavailable = { code: "PHI_KEY_UNAVAILABLE", kind: "unavailable" };
  await expect(phi.reading().open(sealed, purpose)).rejects.toMatchObject(unavailable);
  isAway = false;
  expect(Buffer.from(await phi.reading().open(sealed, purpose)).toString()).toBe(secret);
});

test("a shredded key seals nothing more, though it is still remembered for opening", async () => {
  const { vault, keyService, phi: other } = house();
  const sealed = await other.seal("text", Buffer.from(secret), place);
  const phi = createPhi({ vault, keyService });
  await phi.reading().open(sealed, purpose);
  await other.shred(shredding);
  const again = phi.seal("text", Buffer.from(secret), place);
  await expect(again).rejects.toMatchObject({ code: "PHI_KEY_SHREDDED" });
});

test("a key that was read just before a rotation ended is read again, and found under its new wrapping", async () => {
  const { vault, keyService, phi: writer } = house();
  const sealed = await writer.seal("text", Buffer.from(secret), place);
  const old = await vault.newestSubjectKey("t_clinic1", "p_01", "conversation");
  await writer.rotateTenantKey("t_clinic1");
  const answers = [old];
  const subjectKey: KeyVault["subjectKey"] = async (...name) => answers.pop() ?? vault.subjectKey(...name);
  const phi = createPhi({ vault: { ...vault, subjectKey }, keyService });
  expect(Buffer.from(await phi.reading().open(sealed, purpose)).toString()).toBe(secret);
});
