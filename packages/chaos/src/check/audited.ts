import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "@careline/testing/canary";
import type { Facts } from "./facts.ts";

export interface Audited {
  readonly sends: number;
  /** Sends that patients heard and of which the published log knows nothing. */
  readonly missing: readonly string[];
  readonly entries: number;
}

interface AuditEntry {
  readonly eventId: string;
  readonly action: string;
  readonly resource?: { readonly type: string; readonly id: string };
}

/** Is every send that a patient heard in the published audit log of the tenant? */
export function auditedIn(folder: string, { said }: Facts): Audited {
  const entries = entriesIn(folder);
  const known = new Set(
    entries.flatMap(({ action, resource }) => (action === "message.submitted" ? (resource?.id ?? []) : [])),
  );
  const intents = new Set([...said.values()].flat().map(({ intent }) => intent));
  return {
    sends: intents.size,
    missing: [...intents].filter((intent) => !known.has(intent)),
    entries: new Set(entries.map(({ eventId }) => eventId)).size,
  };
}

/** Bundles of entries, each with its length before it. One that is not full yet is the beginning of a fuller one. */
function entriesIn(folder: string): readonly AuditEntry[] {
  const bundles = join(folder, "tile", "entries");
  if (!existsSync(bundles)) return [];
  return [...filesBelow(bundles)].flatMap((path) => {
    const bytes = readFileSync(path);
    const entries: AuditEntry[] = [];
    for (let at = 0; at + 2 <= bytes.length;) {
      const end = at + 2 + bytes.readUInt16BE(at);
      entries.push(JSON.parse(bytes.toString("utf8", at + 2, end)) as AuditEntry);
      at = end;
    }
    return entries;
  });
}
