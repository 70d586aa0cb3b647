import type { Chat } from "./model.ts";
import type { State } from "./state.ts";

export function chatKey(phoneNumberId: string, patientId: string): string {
  return `${phoneNumberId}/${patientId}`;
}

/** What lies between a number and a patient; nothing yet, where they have not met. */
export function chatOf({ chats }: State, phoneNumberId: string, patientId: string): Chat {
  return chats.get(chatKey(phoneNumberId, patientId)) ?? { phoneNumberId, patientId };
}

export function putChat({ chats }: State, chat: Chat): void {
  chats.put(chatKey(chat.phoneNumberId, chat.patientId), chat);
}
