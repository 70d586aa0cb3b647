import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Intent } from "@careline/contracts/notification/v1/notification_service";
import { short } from "@careline/local/demo/intents-table";
import { filesBelow } from "@careline/testing/canary";
import type { Facts } from "./facts.ts";

export interface Audited {
  readonly sends: number;
  /** Sends that patients heard and of which the published log knows nothing. */
  readonly missing: readonly string[];
  /** Steps that the house itself says it took with an intent, and of which the log knows nothing. */
  readonly unrecorded: number;
  readonly entries: number;
}

interface AuditEntry {
  readonly eventId: string;
  readonly action: string;
  readonly resource?: { readonly type: string; readonly id: string };
}

const recorded = ["SUBMITTING", "ACCEPTED", "FAILED", "SUPPRESSED", "EXPIRED", "UNCERTAIN"];

/** Is every send that a patient heard in the published audit log of a tenant, and every step towards it? */
export function auditedIn(
  folders: readonly string[],
  { said, taken }: Facts,
  states: readonly Intent[],
): Audited {
  const entries = [...new Map(folders.flatMap(entriesIn).map((entry) => [entry.eventId, entry])).values()];
  const counts = new Map<string, number>();
  for (const { action, resource } of entries) {
    const name = `${resource?.id} ${action}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const countOf = (intent: string, action: string) => counts.get(`${intent} ${action}`) ?? 0;
  const intents = new Set([...[...said.values()].flat(), ...taken].map(({ intent }) => intent));
  return {
    sends: intents.size,
    missing: [...intents].filter((intent) => countOf(intent, "message.submitted") === 0),
    unrecorded: states.reduce((sum, intent) => sum + unrecordedOf(intent, countOf), 0),
    entries: entries.length,
  };
}

function unrecordedOf(
  { intentId, history }: Intent,
  countOf: (intent: string, action: string) => number,
): number {
  return recorded.reduce((sum, state) => {
    const steps = history.filter((step) => short(step.state) === state).length;
    const action = state === "SUBMITTING" ? "message.submitted" : `message.${state.toLowerCase()}`;
    return sum + Math.max(0, steps - countOf(intentId, action));
  }, 0);
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
