import type { Intent } from "@careline/contracts/notification/v1/notification_service";
import { short } from "@careline/local/demo/intents-table";
import { elsewhereIn, leftUnreadIn } from "./elsewhere.ts";
import type { Facts } from "./facts.ts";

export interface Fates {
  readonly intents: number;
  readonly unsettled: number;
  /** Intents whose state is behind what the house had been told of them: a tick was taken back. */
  readonly behind: number;
  /** Reminders that WhatsApp took, nobody has read, and no other channel was asked to say. */
  readonly leftUnread: number;
  /** Sends whose fate was open, by what settled it. */
  readonly uncertain: ReadonlyMap<string, number>;
  /** Intents that ended without being said, by their explained reason. */
  readonly unsaid: ReadonlyMap<string, number>;
  /** Intents of which the house says that they failed. */
  readonly failed: ReadonlySet<string>;
  /** Of each contact, how many answers ended so. */
  readonly unsaidOf: ReadonlyMap<string, number>;
}

const open = new Set(["PLANNED", "SUBMITTING", "UNCERTAIN", "UNSPECIFIED"]);
const ticks = ["ACCEPTED", "SENT", "DELIVERED", "READ"];
const unsaidStates = new Set(["FAILED", "SUPPRESSED", "EXPIRED"]);

/**
 * What the house itself says became of its intents: the final state, beside the ledger. What nobody has read since
 * `unreadSince` must have been said by another channel; -Infinity where there is none.
 */
export function fatesOf(intents: readonly Intent[], facts: Facts, unreadSince = -Infinity): Fates {
  const said = heardOf(facts, intents);
  const uncertain = new Map<string, number>();
  const unsaid = new Map<string, number>();
  const unsaidOf = new Map<string, number>();
  const failed = new Set<string>();
  const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  let unsettled = 0;
  let behind = 0;
  const told = furthestTold(facts);
  for (const { intentId, contactId, intentClass, channel, state, reason, history } of intents) {
    if (open.has(short(state))) unsettled += 1;
    if (short(state) === "FAILED") failed.add(intentId);
    if (ticks.includes(short(state)) && ticks.indexOf(short(state)) < (told.get(intentId) ?? 0)) behind += 1;
    if (unsaidStates.has(short(state)) && !said.has(intentId)) {
      count(unsaid, `${short(state).toLowerCase()}: ${reason}`);
      if (intentClass !== "reminder") count(unsaidOf, contactId);
    }
    for (const [index, step] of history.entries())
      if (short(step.state) === "UNCERTAIN") count(uncertain, settledBy(channel, history[index + 1]?.state));
  }
  const leftUnread = leftUnreadIn(facts, intents, unreadSince).length;
  return { intents: intents.length, unsettled, behind, leftUnread, failed, uncertain, unsaid, unsaidOf };
}

/** What was said by any channel; what another channel said, WhatsApp need not say any more. */
function heardOf(facts: Facts, intents: readonly Intent[]): ReadonlySet<string> {
  const said = [...facts.said.values()].flat().map(({ intent }) => intent);
  const taken = facts.taken.map(({ intent }) => intent);
  return new Set([...said, ...taken, ...elsewhereIn(facts, intents).map(({ first }) => first)]);
}

/** By intent, how far its statuses that got a 200 say it came. */
function furthestTold({ said, statuses }: Facts): ReadonlyMap<string, number> {
  const furthest = new Map<string, number>();
  for (const { intent, ref } of [...said.values()].flat())
    for (const { type, status } of statuses.get(ref) ?? []) {
      const rank = type === "told" ? ticks.indexOf(status.toUpperCase()) : -1;
      furthest.set(intent, Math.max(rank, furthest.get(intent) ?? 0));
    }
  return furthest;
}

function settledBy(channel: string, next: string | undefined): string {
  const isOther = channel === "sms" || channel === "email";
  if (isOther && next !== undefined) return `by ${channel}, where nothing tells: not said there again`;
  switch (next === undefined ? "" : short(next)) {
    case "ACCEPTED":
    case "SENT":
    case "DELIVERED":
    case "READ":
      return "by its status";
    case "PLANNED":
      return "no status came: said again";
    case "":
      return "still open";
    default:
      return "given up, explained";
  }
}

/** How many of the missing answers have an intent that ended without being said, with its reason. */
export function explainedOf(
  missing: ReadonlyMap<string, number>,
  intents: readonly Intent[],
  facts: Facts,
  { unsaidOf }: Fates,
): number {
  const contactOf = new Map(intents.map(({ intentId, contactId }) => [intentId, contactId]));
  let explained = 0;
  for (const [patient, count] of missing) {
    const known = (facts.said.get(patient) ?? []).map(({ intent }) => contactOf.get(intent));
    const contacts = new Set(known.filter((contact) => contact !== undefined));
    const unsaid = [...contacts].reduce((sum, contact) => sum + (unsaidOf.get(contact) ?? 0), 0);
    explained += Math.min(count, unsaid);
  }
  return explained;
}
