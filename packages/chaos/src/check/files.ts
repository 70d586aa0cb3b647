import type { Intent } from "@careline/contracts/notification/v1/notification_service";
import type { Facts } from "./facts.ts";

/** What became of the file of a message, as the house keeps it. */
export interface FileState {
  readonly contactId: string;
  readonly state: string;
}

export interface Files {
  /** Photos with a 200. */
  readonly sent: number;
  /** Of those, how many staff cannot look at. */
  readonly missing: number;
}

/** Holds the photos that got a 200 against what the house keeps of each person. Of whom was erased, nothing is kept. */
export function filesIn(
  facts: Facts,
  intents: readonly Intent[],
  files: readonly FileState[],
  erased: ReadonlySet<string>,
): Files {
  const contactOf = new Map(intents.map(({ intentId, contactId }) => [intentId, contactId]));
  const stored = Map.groupBy(
    files.filter(({ state }) => state === "stored"),
    ({ contactId }) => contactId,
  );
  const total = { sent: 0, missing: 0 };
  for (const [patient, asked] of facts.accepted) {
    if (erased.has(patient)) continue;
    const sent = asked.filter(({ kind }) => kind === "file").length;
    const known = (facts.said.get(patient) ?? []).map(({ intent }) => contactOf.get(intent) ?? "");
    const kept = [...new Set(known)].reduce((sum, contact) => sum + (stored.get(contact)?.length ?? 0), 0);
    total.sent += sent;
    total.missing += Math.max(0, sent - kept);
  }
  return total;
}
