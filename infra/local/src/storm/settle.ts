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
const quietMs = 4_000;

/** Waits until nothing has changed for a while and nothing is open any more; what is open then, stays so. */
export async function settle(emulator: string, as: Operator, atMostMs: number): Promise<Settled> {
  const startedAt = performance.now();
  let before = "";
  let changedAt = startedAt;
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
    const isOver = unsettled === 0 && owed.waiting.length === 0 && performance.now() - changedAt > quietMs;
    if (isOver || performance.now() - startedAt > atMostMs)
      return { messages: messages.messages, intents, unsettled };
    await pause(stepMs);
  }
}

async function ask<T>(url: string): Promise<T> {
  return (await (await fetch(url)).json()) as T;
}
