import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { failpoint, Fault } from "@careline/faults";
import type { Signer } from "../app/audit-ports.ts";
import { checkpointText } from "../domain/checkpoint.ts";
import { appendAll, emptyRange, type Range, rootOf } from "../domain/merkle.ts";
import { type NoteKey, signNote } from "../domain/note.ts";

/**
 * Signs heads, remembering the last one on a disk of its own. It adds the new leaves to what it remembers and must
 * come to the same root: a log that was rewritten or set back, even by its own database, gets no signature.
 */
export function fileSigner(folder: string, keyOf: (tenantId: string) => NoteKey): Signer {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    async sign(tenantId, size, root, added) {
      const last = remembered(folder, tenantId);
      if (size < last.size)
        throw new Fault("unreadable", "the audit log is shorter than what was signed before");
      const leaves = await added(last.size);
      const now = appendAll(last, leaves);
      if (now.size !== size || !rootOf(now).equals(root))
        throw new Fault("unreadable", "the audit log does not continue what was signed before");
      const key = keyOf(tenantId);
      const note = signNote(checkpointText({ origin: key.name, size, root: Buffer.from(root) }), key);
      failpoint("audit.before-sign");
      remember(folder, tenantId, now);
      failpoint("audit.after-sign");
      return note;
    },
  };
}

function remembered(folder: string, tenantId: string): Range {
  try {
    const { size, roots } = JSON.parse(readFileSync(join(folder, `${tenantId}.json`), "utf8")) as {
      size: number;
      roots: string[];
    };
    return { size, roots: roots.map((root) => Buffer.from(root, "base64")) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return emptyRange;
    throw error;
  }
}

function remember(folder: string, tenantId: string, { size, roots }: Range): void {
  const path = join(folder, `${tenantId}.json`);
  const state = { size, roots: roots.map((root) => Buffer.from(root).toString("base64")) };
  writeFileSync(`${path}.new`, JSON.stringify(state), { mode: 0o600, flush: true });
  failpoint("audit.before-signed-rename");
  renameSync(`${path}.new`, path);
}
