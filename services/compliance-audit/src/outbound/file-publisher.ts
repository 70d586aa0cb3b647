import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { failpoint } from "@careline/faults";
import type { AuditLog, Publisher } from "../app/audit-ports.ts";
import { readCheckpoint } from "../domain/checkpoint.ts";
import { openNote } from "../domain/note.ts";
import { bundle, tilePath, tilesSince, tileWidth } from "../domain/tiles.ts";

/** Publishes logs as files in the tlog-tiles layout: whoever has the folder can verify it with nothing else. */
export function filePublisher(
  folder: string,
  log: Pick<AuditLog, "entries" | "tile">,
  verifierOf: (tenantId: string) => string,
): Publisher {
  const last = new Map<string, Last>();
  return {
    async publish({ tenantId, range, sealedSize }, checkpoint) {
      const home = join(folder, tenantId);
      const verifier = verifierOf(tenantId);
      const published = publishedSize(home, verifier, last.get(home));
      // A writer that was paused may come late with an older head.
      if (published > range.size) return;
      // A folder that lost its checkpoint, or was set back, is written anew from there.
      const from = Math.min(sealedSize, published);
      for (const { level, index, width } of tilesSince(from, range.size)) {
        failpoint("audit.before-tile");
        const hashes = await log.tile(tenantId, level, index);
        write(home, tilePath(level, index, width), hashes.subarray(0, width * 32));
        if (level === 0) {
          const entries = await log.entries(tenantId, index * tileWidth, width);
          write(home, tilePath("entries", index, width), bundle(entries.map(({ bytes }) => bytes)));
        }
        failpoint("audit.after-tile");
        if (width === tileWidth) dropPartials(home, level, index);
      }
      if (published === 0 || last.get(home)?.verifier !== verifier)
        write(home, "verifier.key", `${verifier}\n`);
      failpoint("audit.before-checkpoint");
      write(home, "checkpoint", checkpoint);
      last.set(home, { verifier, checkpoint, size: range.size });
      failpoint("audit.after-checkpoint");
    },
  };
}

/** What this process put there last: a signature costs more to verify than all the rest. */
interface Last {
  readonly verifier: string;
  readonly checkpoint: string;
  readonly size: number;
}

/** The size of the checkpoint that lies there, if it is ours. */
function publishedSize(home: string, verifier: string, last: Last | undefined): number {
  const path = join(home, "checkpoint");
  if (!existsSync(path)) return 0;
  const note = readFileSync(path, "utf8");
  if (last?.verifier === verifier && last.checkpoint === note) return last.size;
  const text = openNote(note, verifier);
  return text === undefined ? 0 : (readCheckpoint(text)?.size ?? 0);
}

// A full tile says everything that its partial ones said.
function dropPartials(home: string, level: number, index: number): void {
  const kinds = level === 0 ? [level, "entries" as const] : [level];
  for (const kind of kinds)
    rmSync(`${join(home, tilePath(kind, index, tileWidth))}.p`, { recursive: true, force: true });
}

function write(home: string, name: string, contents: string | Uint8Array): void {
  const path = join(home, name);
  const folder = dirname(path);
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  writeFileSync(`${path}.new`, contents);
  failpoint("audit.before-publish-rename");
  renameSync(`${path}.new`, path);
}
