import { createHash, randomBytes } from "node:crypto";
import { createPhi, memoryKeyService, memoryKeyVault } from "@careline/phi";
import type { Phi } from "@careline/phi";
import { expect, test } from "vitest";
import { allOf, inPieces } from "../pictures.fixture.ts";
import type { MediaName } from "../port.ts";
import { sealedMediaStore } from "./sealed-media-store.ts";
import type { Shelf } from "./shelf.ts";

const chunkBytes = 256 * 1024;
const max = 100 * 1024 * 1024;

/** What every shelf does for the store of files. `held` gives all that it holds, for a look at what is left. */
export function mediaStoreSuite(shelf: () => Shelf, held: () => Promise<readonly Buffer[]>): void {
  const newPhi = () => createPhi({ vault: memoryKeyVault(), keyService: memoryKeyService() });
  const newName = (tenantId = "clinic_one"): MediaName => ({
    tenantId,
    subjectId: crypto.randomUUID(),
    mediaId: crypto.randomUUID(),
  });
  const opened = (phi: Phi) => sealedMediaStore(phi, shelf());

  test.each([0, 1, chunkBytes - 1, chunkBytes, chunkBytes + 1, 3 * chunkBytes])(
    "a file of %i bytes comes back as it was, with what is known of it",
    async (sizeBytes) => {
      const [store, name, bytes] = [opened(newPhi()), newName(), randomBytes(sizeBytes)];
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      const facts = { mimeType: "audio/ogg", sizeBytes, sha256 };
      expect(await store.put(name, "audio/ogg", inPieces(bytes, 100_001), max)).toEqual(facts);
      expect(await store.facts(name)).toEqual(facts);
      expect((await allOf(store.read(name))).equals(bytes)).toBe(true);
      await store.delete(name);
    },
  );

  test("what is not there is missing, also another's, also at another clinic", async () => {
    const [store, name] = [opened(newPhi()), newName()];
    await store.put(name, "text/plain", inPieces(Buffer.from("mine")), max);
    for (const other of [
      { ...name, mediaId: "x" },
      { ...name, subjectId: "x" },
      { ...name, tenantId: "x" },
      { ...name, mediaId: name.mediaId.slice(0, -1) },
    ]) {
      expect(await store.facts(other)).toBeUndefined();
      await expect(allOf(store.read(other))).rejects.toMatchObject({ kind: "missing" });
    }
    await store.delete(name);
    for (const mediaId of ["", "..", "a/b", "é"])
      await expect(store.facts({ ...name, mediaId })).rejects.toMatchObject({ kind: "invalid" });
  });

  test("the same name again replaces, and leaves nothing of what was there", async () => {
    const [store, name] = [opened(newPhi()), newName()];
    await store.put(name, "image/png", inPieces(randomBytes(2 * chunkBytes), 50_000), max);
    await store.put(name, "text/plain", inPieces(Buffer.from("second")), max);
    expect((await allOf(store.read(name))).toString()).toBe("second");
    expect(await held()).toHaveLength(2);
    await store.delete(name);
    expect(await held()).toHaveLength(0);
  });

  test("what breaks off, or is too large, leaves nothing, and what was there stays", async () => {
    const [store, name] = [opened(newPhi()), newName()];
    async function* broken() {
      yield randomBytes(2 * chunkBytes);
      throw new Error("cut off");
    }
    await expect(store.put(name, "image/png", broken(), max)).rejects.toThrow("cut off");
    await expect(
      store.put(name, "image/png", inPieces(randomBytes(3 * chunkBytes), 99_999), 2 * chunkBytes),
    ).rejects.toMatchObject({ kind: "limited" });
    expect(await held()).toHaveLength(0);
    await store.put(name, "text/plain", inPieces(Buffer.from("kept")), max);
    await expect(store.put(name, "image/png", broken(), max)).rejects.toThrow("cut off");
    expect((await allOf(store.read(name))).toString()).toBe("kept");
    await store.delete(name);
  });

  test("of two that put the same name at once the later begun stays, whole, and nothing of the other", async () => {
    const [store, name] = [opened(newPhi()), newName()];
    const gate = Promise.withResolvers<void>();
    async function* slow() {
      yield randomBytes(2 * chunkBytes);
      await gate.promise;
      yield randomBytes(10);
    }
    const first = store.put(name, "image/png", slow(), max);
    await new Promise((later) => setTimeout(later, 20));
    await store.put(name, "text/plain", inPieces(Buffer.from("later")), max);
    gate.resolve();
    await first;
    expect((await allOf(store.read(name))).toString()).toBe("later");
    expect(await held()).toHaveLength(2);
    await store.delete(name);
  });

  test("an erased contact's files go, with the halves that a dead process left; another's stay", async () => {
    const [phi, gone, other] = [newPhi(), newName(), newName()];
    const store = opened(phi);
    for (const name of [gone, { ...gone, mediaId: "second" }, other])
      await store.put(name, "text/plain", inPieces(Buffer.from("words")), max);
    await shelf().putBox(`${gone.tenantId}/${gone.subjectId}/third/0-half`, 0, randomBytes(100));
    await store.erase(gone);
    expect(await held()).toHaveLength(2);
    expect((await allOf(store.read(other))).toString()).toBe("words");
    await store.erase(other);
  });

  test("with the contact's key destroyed nobody reads it, and nothing new is stored", async () => {
    const [phi, name] = [newPhi(), newName()];
    const store = opened(phi);
    await store.put(name, "text/plain", inPieces(Buffer.from("words")), max);
    const request = { ...name, reason: "asked", by: "staff:1", at: new Date() };
    await phi.shred({ ...request, classes: ["conversation"] });
    await expect(store.facts(name)).rejects.toMatchObject({ code: "PHI_KEY_SHREDDED" });
    await expect(allOf(store.read(name))).rejects.toMatchObject({ code: "PHI_KEY_SHREDDED" });
    await expect(
      store.put({ ...name, mediaId: "next" }, "text/plain", inPieces(Buffer.from("more")), max),
    ).rejects.toMatchObject({ code: "PHI_KEY_SHREDDED" });
    await store.erase(name);
    expect(await held()).toHaveLength(0);
  });

  test("chunks that changed places, came from another file, or were left off are noticed; no clear byte lies there", async () => {
    const [phi, name] = [newPhi(), newName()];
    const marker = "the rash on my left arm";
    const bytes = Buffer.alloc(3 * chunkBytes, `${marker}.`);
    const put = (into: Shelf) =>
      sealedMediaStore(phi, into).put(name, "text/plain", inPieces(bytes, 60_000), max);
    const swapped = (index: number) => (index === 0 ? 1 : index === 1 ? 0 : index);
    const meddled: readonly Shelf[] = [
      { ...shelf(), putBox: (id, index, box) => shelf().putBox(id, swapped(index), box) },
      { ...shelf(), box: (id, index) => shelf().box(id, index === 2 ? 1 : index) },
      {
        ...shelf(),
        box: (id, index) =>
          shelf()
            .box(id, index)
            .then((box) => box?.with(200, (box[200] ?? 0) ^ 1)),
      },
      { ...shelf(), box: async (id, index) => (index === 2 ? undefined : shelf().box(id, index)) },
    ];
    for (const into of meddled) {
      await put(into);
      await expect(allOf(sealedMediaStore(phi, into).read(name))).rejects.toMatchObject({
        kind: "unreadable",
      });
    }
    const clear = (await held()).filter((held) => held.includes(marker) || held.includes("text/plain"));
    expect(clear).toEqual([]);
    await opened(phi).delete(name);
  });
}
