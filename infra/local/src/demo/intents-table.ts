import type { Intent } from "@careline/contracts/notification/v1/notification_service";
import type { Operator } from "../operator.ts";

const settled = ["ACCEPTED", "SENT", "DELIVERED", "READ", "FAILED", "SUPPRESSED", "EXPIRED"];

/** Every intent to send with the state it ended in; gives how many have not ended. */
export async function printIntents(as: Operator): Promise<number> {
  const intents = await allIntents(as);
  const rows = new Map<string, number>();
  for (const { intentClass, state, reason } of intents) {
    const row = `${intentClass.padEnd(14)}${short(state).toLowerCase().padEnd(13)}${reason}`;
    rows.set(row, (rows.get(row) ?? 0) + 1);
  }
  console.log(`intents to send     ${intents.length}\n`);
  console.log("count  class         state        reason");
  for (const [row, count] of [...rows].sort(([a], [b]) => a.localeCompare(b)))
    console.log(`${String(count).padStart(5)}  ${row}`);
  return intents.filter(({ state }) => !settled.includes(short(state))).length;
}

async function allIntents(as: Operator): Promise<readonly Intent[]> {
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

function short(state: string): string {
  return state.replace("INTENT_STATE_", "");
}
