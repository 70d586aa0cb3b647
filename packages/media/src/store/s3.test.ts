import { afterAll, describe, expect, test } from "vitest";
import { media } from "./memory.fixture.ts";
import { mediaStoreSuite } from "./media-store.suite.ts";
import { s3Shelf } from "./s3-shelf.ts";
import { startS3 } from "./s3.fixture.ts";

const server = await startS3();
const shelf = s3Shelf(server);
afterAll(() => server.stop());

describe("files in S3", () => {
  mediaStoreSuite(
    () => shelf,
    async () => [...server.objects.values()],
  );

  test("a server that is away is unavailable, and so is one that takes our keys for wrong", async () => {
    server.isAway = true;
    await expect(shelf.putBox("a/b/c/1", 0, Buffer.alloc(1))).rejects.toMatchObject({ kind: "unavailable" });
    server.isAway = false;
    const stranger = s3Shelf({ ...server, accessKeyId: "other" });
    await expect(stranger.newest("a/")).rejects.toMatchObject({ kind: "unavailable" });
    const nobody = s3Shelf({ ...server, endpoint: "http://127.0.0.1:1" });
    await expect(nobody.box("a/b/c/1", 0)).rejects.toMatchObject({ kind: "unavailable" });
  });

  test("a file of 16 MB passes through a few chunks of memory", async () => {
    const sizeBytes = 16 * 1024 * 1024;
    // The server keeps its boxes in this process: those are not the store's.
    const atRest = sizeBytes + 64 * 1024 * 64;
    expect(await media(shelf, sizeBytes)).toBeLessThan(atRest + 8 * 1024 * 1024);
  });
});
