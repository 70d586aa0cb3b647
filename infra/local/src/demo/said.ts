import { canaryTokens, type Token } from "@careline/testing/canary";
import type { MessageView } from "@careline/whatsapp-emulator";
import type { DemoWords } from "./words.ts";

interface Person {
  readonly name: string;
  readonly phone: string | null;
  readonly bsuid: string | null;
}

/** Everything of people that went through a house: who they are, what they and staff wrote, and the ids that name them. */
export async function saidIn(emulator: string, words: readonly DemoWords[]): Promise<readonly Token[]> {
  const [{ patients }, { messages }] = await Promise.all([
    ask<{ patients: readonly Person[] }>(`${emulator}/control/patients`),
    ask<{ messages: readonly MessageView[] }>(`${emulator}/control/messages`),
  ]);
  const typed = messages.filter(({ direction, type }) => direction === "from_patient" && type === "text");
  const given = words.flatMap(({ name, fullName }) => [name, fullName]);
  return canaryTokens({
    names: [...new Set([...patients.map(({ name }) => name), ...given])],
    phones: patients.flatMap(({ phone }) => phone ?? []),
    texts: {
      "user id": patients.flatMap(({ bsuid }) => bsuid ?? []),
      "message id": messages.map(({ id }) => id),
      "patient's text": [...new Set(typed.map(({ text }) => text))],
      "staff's text": words.map(({ staffReply }) => staffReply),
      "birth date": words.flatMap(({ birthDate, birthDates }) => [birthDate, ...birthDates]),
    },
  });
}

async function ask<T>(url: string): Promise<T> {
  return (await (await fetch(url)).json()) as T;
}
