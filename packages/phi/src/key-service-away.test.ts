import { mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createPhi } from "./create-phi.ts";
import type { KeyService } from "./key-service.ts";
import { createKeyringFile, localFileKeyService } from "./local-file-key-service.ts";
import { memoryKeyService } from "./memory-key-service.ts";
import { memoryKeyVault } from "./memory-key-vault.ts";
import { fieldPlace } from "./place.ts";

const whose = { tenantId: "t_clinic1", subjectId: "p_01", class: "conversation" } as const;
const place = fieldPlace({ ...whose, collection: "conversation.messages", documentId: "m_01", path: "body" });
const secret = Buffer.from("me duele el pecho");
const unavailable = { code: "PHI_KEY_UNAVAILABLE", kind: "unavailable" };

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "keyring-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("a keyring that is gone is an outage, for sealing, opening and indexes, and its return ends it", async () => {
  const path = join(folder, "keyring.json");
  await createKeyringFile(path);
  const [vault, keyService] = [memoryKeyVault(), localFileKeyService(path)];
  const sealed = await createPhi({ vault, keyService }).seal("text", secret, place);
  const phi = createPhi({ vault, keyService });
  const tries = () => [
    phi.seal("text", secret, place),
    phi.seal("text", secret, { ...place, tenantId: "t_new" }),
    phi.reading().open(sealed, { purpose: "test" }),
    phi.blindIndex("t_clinic1", "phone", "+5511987654321"),
  ];
  await rename(path, `${path}.away`);
  expect(await keyService.health()).toBe(false);
  for (const failed of await Promise.allSettled(tries()))
    expect(failed).toMatchObject({ reason: unavailable });
  await rename(`${path}.away`, path);
  expect(await keyService.health()).toBe(true);
  for (const done of await Promise.allSettled(tries())) expect(done.status).toBe("fulfilled");
});

test("keys in memory go on sealing while the key service is away, and no longer than their time", async () => {
  const inner = memoryKeyService();
  let isAway = false;
  const unwrap: KeyService["unwrap"] = (...asked) =>
    isAway ? Promise.reject(new Error("access denied")) : inner.unwrap(...asked);
  const phi = createPhi({ vault: memoryKeyVault(), keyService: { ...inner, unwrap }, cacheTtlMs: 50 });
  await phi.seal("text", secret, place);
  isAway = true;
  await phi.seal("text", secret, place);
  await expect
    .poll(() => phi.seal("text", secret, place).catch((error: unknown) => error))
    .toMatchObject(unavailable);
  isAway = false;
  await phi.seal("text", secret, place);
});

test("a key service that never answers is an outage after three seconds, and is asked again", async () => {
  vi.useFakeTimers();
  try {
    const inner = memoryKeyService();
    let answers: KeyService["wrap"] = () => new Promise(() => {});
    const keyService: KeyService = { ...inner, wrap: (...asked) => answers(...asked) };
    const phi = createPhi({ vault: memoryKeyVault(), keyService });
    const first = phi.seal("text", secret, place).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await first).toMatchObject(unavailable);
    answers = inner.wrap;
    await phi.seal("text", secret, place);
  } finally {
    vi.useRealTimers();
  }
});
