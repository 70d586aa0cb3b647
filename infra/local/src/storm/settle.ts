import { setTimeout as pause } from "node:timers/promises";
import type { Intent } from "@careline/contracts/notification/v1/notification_service";
import type { MessageView } from "@careline/whatsapp-emulator";
import { allIntents, isSettled } from "../demo/intents-table.ts";
import type { Operator } from "../operator.ts";

export interface Settled {
  readonly messages: readonly MessageView[];
  readonly intents: readonly Intent[];
  readonly unsettled: number;
}

const stepMs = 500;
const quietMs = 3_000;

// Longer than a send with an open fate waits, and than a machine that is busy with other things stands still.
const stuckMs = 60_000;

/** Waits until nothing changes and nothing is open any more; what is open when nothing has changed for long, stays so. */
export async function settle(emulator: string, as: Operator, expected: number): Promise<Settled> {
  let before = "";
  let changedAt = performance.now();
  for (;;) {
    const [messages, owed, intents] = await Promise.all([
      ask<{ messages: MessageView[] }>(`${emulator}/control/messages`),
      ask<{ waiting: object[] }>(`${emulator}/control/webhooks`),
      allIntents(as),
    ]);
    const unsettled = intents.filter((intent) => !isSettled(intent)).length;
    const now = `${messages.messages.length} ${intents.length} ${unsettled} ${owed.waiting.length}`;
    if (now !== before) changedAt = performance.now();
    before = now;
    const stillMs = performance.now() - changedAt;
    const isOver = unsettled === 0 && owed.waiting.length === 0 && intents.length >= expected;
    if (stillMs > (isOver ? quietMs : stuckMs)) return { messages: messages.messages, intents, unsettled };
    await pause(stepMs);
  }
}

async function ask<T>(url: string): Promise<T> {
  return (await (await fetch(url)).json()) as T;
}
