import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mountProblem, smallDisk } from "./small-disk.ts";

test.skipIf(mountProblem() !== undefined)(
  "a full disk takes nothing, and takes again once it is freed",
  () => {
    const path = mkdtempSync(join(tmpdir(), "careline-disk-"));
    const disk = smallDisk(path, 2);
    try {
      const write = () => writeFileSync(join(path, "file"), Buffer.alloc(100_000));
      disk.fill();
      expect(write).toThrow("ENOSPC");
      disk.free();
      expect(write).not.toThrow();
    } finally {
      disk.unmount();
      rmSync(path, { recursive: true });
    }
  },
);
