import { createPhi, memoryKeyService, memoryKeyVault } from "@careline/phi";
import { expect, test } from "vitest";
import { admit } from "./admit/admit.ts";
import { inUse } from "./in-use.fixture.ts";
import { exifSegment, jpeg, scanData } from "./pictures.fixture.ts";
import { sealedMediaStore } from "./store/sealed-media-store.ts";
import type { Shelf } from "./store/shelf.ts";

const mib = 1024 * 1024;
// A multiple of what is repeated in it.
const pieceBytes = 60_000;

test("a picture of 64 MB is scanned, stripped and sealed in a few chunks of memory", async () => {
  const sizeBytes = 64 * mib;
  let most = 0;
  async function* picture() {
    const whole = jpeg([exifSegment(6)]);
    const cut = whole.length - 2 - scanData.length;
    yield whole.subarray(0, cut);
    for (let sent = 0; sent < sizeBytes; sent += pieceBytes) {
      if (sent % (16 * mib) < pieceBytes) most = Math.max(most, await inUse());
      yield Buffer.alloc(pieceBytes, scanData);
    }
    yield whole.subarray(cut);
  }
  let boxes = 0;
  const shelf: Shelf = {
    putBox: async () => void (boxes += 1),
    box: async () => undefined,
    finish: async () => undefined,
    newest: async () => undefined,
    remove: async () => undefined,
  };
  let scannedBytes = 0;
  const scan = {
    async scan(bytes: AsyncIterable<Uint8Array>) {
      for await (const piece of bytes) scannedBytes += piece.length;
      return { kind: "clean" } as const;
    },
  };
  const phi = createPhi({ vault: memoryKeyVault(), keyService: memoryKeyService() });
  const before = await inUse();
  const admission = { claimedType: "image/jpeg", sizeBytesMax: 100 * mib, scan };
  const { mimeType, bytes } = await admit(picture(), admission);
  const name = { tenantId: "clinic_one", subjectId: "c1", mediaId: "m1" };
  const facts = await sealedMediaStore(phi, shelf).put(name, mimeType, bytes, admission.sizeBytesMax);
  expect(facts.sizeBytes).toBeGreaterThan(sizeBytes);
  expect(scannedBytes).toBeGreaterThan(facts.sizeBytes);
  expect(boxes).toBe(Math.ceil(facts.sizeBytes / (256 * 1024)));
  expect(most - before).toBeLessThan(8 * mib);
});
