import { setTimeout as pause } from "node:timers/promises";
import type { MessageView } from "@careline/whatsapp-emulator";
import type { Person } from "./contacts.ts";
import type { Load } from "./generator.ts";

const patienceMs = 60_000;

/** Takes somebody out of the load, and waits until they have had an answer to everything. */
export async function answered(load: Load, mayGo: (person: Person) => boolean): Promise<Person | undefined> {
  const out = load.retire(mayGo);
  if (out === undefined) return undefined;
  const { clinic, patient } = out.person;
  for (const giveUpAt = Date.now() + patienceMs; Date.now() < giveUpAt; await pause(500)) {
    const answer = await fetch(`${clinic.emulator}/control/messages?patient=${patient}`);
    const { messages } = (await answer.json()) as { messages: readonly MessageView[] };
    const isDone = messages.every(({ status }) => status === "delivered" || status === "failed");
    if (isDone && answersIn(messages) >= out.messages) return out.person;
  }
  return undefined;
}

/** An answer that was said again, as no status had come, is one. */
function answersIn(messages: readonly MessageView[]): number {
  return new Set(messages.map(({ id, bizOpaqueCallbackData: intent }) => intent ?? id)).size;
}
