import { startS3 } from "@careline/testing/s3";
import { afterAll, describe, expect, test } from "vitest";
import { mediaStoreSuite } from "./media-store.suite.ts";
import { s3Shelf } from "./s3-shelf.ts";

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
});
