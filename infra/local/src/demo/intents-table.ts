import type { Intent } from "@careline/contracts/notification/v1/notification_service";
import type { Operator } from "../operator.ts";
import { tell } from "./output.ts";

const settled = ["ACCEPTED", "SENT", "DELIVERED", "READ", "FAILED", "SUPPRESSED", "EXPIRED"];

/** Every intent to send with the state it ended in; gives how many have not ended. */
export async function printIntents(as: Operator): Promise<number> {
  const intents = await allIntents(as);
  const rows = new Map<string, number>();
  for (const { intentClass, state, reason } of intents) {
    const row = `${intentClass.padEnd(14)}${short(state).toLowerCase().padEnd(13)}${reason}`;
    rows.set(row, (rows.get(row) ?? 0) + 1);
  }
  tell(`intents to send     ${intents.length}\n`);
  tell("count  class         state        reason");
  for (const [row, count] of [...rows].sort(([a], [b]) => a.localeCompare(b)))
    tell(`${String(count).padStart(5)}  ${row}`);
  return intents.filter((intent) => !isSettled(intent)).length;
}

/** Has it come to an end, good or bad? */
export function isSettled({ state }: Intent): boolean {
  return settled.includes(short(state));
}

/** Every intent to send, newest first. */
export async function allIntents(as: Operator): Promise<readonly Intent[]> {
  const found: Intent[] = [];
  for (let token = ""; ;) {
    const { intents, nextPageToken } = await as.notification.listIntents(
      { contactId: "", state: "INTENT_STATE_UNSPECIFIED", page: { size: 200, token } },
      { tenantId: as.tenantId },
    );
    found.push(...intents);
    if (nextPageToken === "") return found;
    token = nextPageToken;
  }
}

/** A state without its prefix. */
export function short(state: string): string {
  return state.replace("INTENT_STATE_", "");
}
