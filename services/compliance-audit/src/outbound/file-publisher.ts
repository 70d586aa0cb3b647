import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { AuditLog, Publisher } from "../app/audit-ports.ts";
import { bundle, tilePath, tilesOf, tileWidth } from "../domain/tiles.ts";

/** Publishes logs as files in the tlog-tiles layout: whoever has the folder can verify it with nothing else. */
export function filePublisher(
  folder: string,
  log: AuditLog,
  verifierOf: (tenantId: string) => string,
): Publisher {
  return {
    async publish({ tenantId, range, sealedSize }, checkpoint) {
      const home = join(folder, tenantId);
      // A folder that lost its checkpoint is written anew from the beginning.
      const from = existsSync(join(home, "checkpoint")) ? sealedSize : 0;
      for (const { level, index, width } of tilesOf(range.size)) {
        const span = tileWidth ** (level + 1);
        if ((index + 1) * span <= from) continue;
        const hashes = await log.tile(tenantId, level, index);
        write(home, tilePath(level, index, width), hashes.subarray(0, width * 32));
        if (level === 0) {
          const entries = await log.entries(tenantId, index * tileWidth, width);
          write(home, tilePath("entries", index, width), bundle(entries.map(({ bytes }) => bytes)));
        }
        if (width === tileWidth) dropPartials(home, level, index);
      }
      write(home, "verifier.key", `${verifierOf(tenantId)}\n`);
      write(home, "checkpoint", checkpoint);
    },
  };
}

// A full tile says everything that its partial ones said.
function dropPartials(home: string, level: number, index: number): void {
  const kinds = level === 0 ? [level, "entries" as const] : [level];
  for (const kind of kinds)
    rmSync(`${join(home, tilePath(kind, index, tileWidth))}.p`, { recursive: true, force: true });
}

function write(home: string, name: string, contents: string | Uint8Array): void {
  const path = join(home, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, contents);
  renameSync(`${path}.new`, path);
}
