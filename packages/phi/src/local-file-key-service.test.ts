import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createKeyringFile, localFileKeyService } from "./local-file-key-service.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "keyring-"));
});
afterAll(() => rm(folder, { recursive: true }));

const context = { tenantId: "t_clinic1", keyId: "0190a1b2-c3d4-7e5f-8899-aabbccddeeff" };
interface Ring {
  readonly keys: readonly { readonly keyId: string; readonly key: string }[];
}
const ringOf = async (path: string): Promise<Ring> => JSON.parse(await readFile(path, "utf8"));
const rootKey = Buffer.alloc(32, 7);

test("a keyring is made once, for its owner alone, also when many make it at once", async () => {
  const path = join(folder, "once.json");
  const made = await Promise.all(Array.from({ length: 10 }, () => createKeyringFile(path)));
  expect(made.filter(Boolean)).toHaveLength(1);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const before = await readFile(path, "utf8");
  expect(await createKeyringFile(path)).toBe(false);
  expect(await readFile(path, "utf8")).toBe(before);
});

test("what it wraps it unwraps after a restart, for the same tenant and key only", async () => {
  const path = join(folder, "wrap.json");
  await createKeyringFile(path);
  const wrapped = await localFileKeyService(path).wrap(rootKey, context);
  const later = localFileKeyService(path);
  expect(Buffer.from(await later.unwrap(wrapped, context))).toEqual(rootKey);
  await expect(later.unwrap(wrapped, { ...context, tenantId: "t_clinic2" })).rejects.toThrow(
    "PHI_AUTH_FAILED",
  );
  await expect(later.unwrap(wrapped, { ...context, keyId: "another" })).rejects.toThrow("PHI_AUTH_FAILED");
  expect(await later.health()).toBe(true);
  expect(await later.describe()).toMatchObject({ provider: "local-file", isForProduction: false });
});

test("an added first key wraps, and the older one still unwraps", async () => {
  const [path, newer] = [join(folder, "older.json"), join(folder, "newer.json")];
  await Promise.all([createKeyringFile(path), createKeyringFile(newer)]);
  const wrapped = await localFileKeyService(path).wrap(rootKey, context);
  await expect(localFileKeyService(newer).unwrap(wrapped, context)).rejects.toThrow("PHI_KEY_UNKNOWN");
  const [old, added] = [await ringOf(path), await ringOf(newer)];
  await writeFile(path, JSON.stringify({ keys: [...added.keys, ...old.keys] }));
  expect(Buffer.from(await localFileKeyService(path).unwrap(wrapped, context))).toEqual(rootKey);
  expect((await localFileKeyService(path).describe()).keyId).toBe(added.keys[0]?.keyId);
});

test("it refuses production, a file that others can read, and a file that is no keyring", async () => {
  const path = join(folder, "refused.json");
  expect(() => localFileKeyService(path)).toThrow("is not there");
  await createKeyringFile(path);
  expect(() => localFileKeyService(path, { production: true })).toThrow(
    "production needs a key management service",
  );
  await chmod(path, 0o640);
  expect(() => localFileKeyService(path)).toThrow("chmod 600");
  await chmod(path, 0o600);
  const content = await ringOf(path);
  const key = { ...content.keys[0], key: "c2hvcnQ=" };
  for (const text of ["", '{"keys":[]}', "c2VjcmV0", JSON.stringify({ keys: [...content.keys, key] })]) {
    await writeFile(path, text);
    expect(() => localFileKeyService(path)).toThrow("holds no usable key");
  }
});
