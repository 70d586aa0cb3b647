import { setTimeout as pause } from "node:timers/promises";
import type { Intent } from "@careline/contracts/notification/v1/notification_service";
import { allIntents, isSettled, short } from "@careline/local/demo/intents-table";
import type { Operator } from "@careline/local/operator";
import type { EmulatorNews } from "./house/emulator-process.ts";
import { again } from "./load/calls.ts";

/** What must have been said at least. */
export interface Expected {
  readonly answers: number;
  readonly reminders: number;
}

export interface Settled {
  readonly intents: readonly Intent[];
  readonly unsettled: number;
  readonly seconds: number;
}

const stepMs = 250;
const quietMs = 3_000;

/** Waits until nothing moves in any clinic and nothing is open any more. What is open when nothing has moved for long, stays so. */
export async function settle(
  staff: readonly Operator[],
  news: () => EmulatorNews,
  expected: Expected,
  stuckMs: number,
): Promise<Settled> {
  const startedAt = performance.now();
  const read = async () => (await Promise.all(staff.map((as) => again(() => allIntents(as))))).flat();
  for (let intents = await read(); ;) {
    const reminders = expected.reminders - intents.filter(isSpared).length;
    await untilStill(news, { ...expected, reminders }, stuckMs);
    intents = await read();
    const unsettled = intents.filter((intent) => !isSettled(intent)).length;
    const seconds = (performance.now() - startedAt) / 1_000;
    if (unsettled === 0 || seconds * 1_000 > 4 * stuckMs) return { intents, unsettled, seconds };
    await pause(2_000);
  }
}

async function untilStill(news: () => EmulatorNews, expected: Expected, stuckMs: number): Promise<void> {
  let before = "";
  let changedAt = performance.now();
  for (;;) {
    const { answers, reminders, events, isQuiet } = news();
    const now = `${events} ${isQuiet}`;
    if (now !== before) changedAt = performance.now();
    before = now;
    const stillMs = performance.now() - changedAt;
    const isAllSaid = answers >= expected.answers && reminders >= expected.reminders;
    if (stillMs > (isQuiet && isAllSaid ? quietMs : stuckMs)) return;
    await pause(stepMs);
  }
}

/** SMS or e-mail has said it, so WhatsApp never will. */
function isSpared({ state, reason }: Intent): boolean {
  return short(state) === "SUPPRESSED" && reason.startsWith("said by ");
}
