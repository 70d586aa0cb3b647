import { createPhi, memoryKeyService, memoryKeyVault } from "@careline/phi";
import { inUse } from "../in-use.fixture.ts";
import { sealedMediaStore } from "./sealed-media-store.ts";
import type { Shelf } from "./shelf.ts";

/** How much more memory than before was in use at once while a file of this size was put and read, in bytes. */
export async function memoryFor(shelf: Shelf, sizeBytes: number): Promise<number> {
  const phi = createPhi({ vault: memoryKeyVault(), keyService: memoryKeyService() });
  const store = sealedMediaStore(phi, shelf);
  const name = { tenantId: "clinic_one", subjectId: "c1", mediaId: "m1" };
  let most = 0;
  let seen = 0;
  const look = async (size: number) => {
    seen += size;
    if (seen % (8 * 1024 * 1024) < size) most = Math.max(most, await inUse());
  };
  async function* made() {
    for (let left = sizeBytes; left > 0; left -= 65_536) {
      await look(65_536);
      yield Buffer.alloc(65_536, left % 251);
    }
  }
  const before = await inUse();
  await store.put(name, "video/mp4", made(), sizeBytes);
  for await (const piece of store.read(name)) await look(piece.length);
  return most - before;
}
