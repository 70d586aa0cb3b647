import { plainText } from "../rules/shown.ts";
import { furthest } from "../rules/status-plan.ts";
import type { Message, Patient } from "./model.ts";

/** A message as the control API tells it. */
export function viewOf(message: Message) {
  return {
    cursor: message.cursor,
    id: message.id,
    phoneNumberId: message.phoneNumberId,
    patient: message.patientId ?? null,
    direction: message.direction,
    at: new Date(message.at).toISOString(),
    type: message.type,
    text: plainText(message.shown),
    body: message.body,
    shown: message.shown,
    status: furthest(message.statuses),
    statuses: message.statuses.map(({ status, at, code }) => ({
      status,
      at: new Date(at).toISOString(),
      ...(code !== undefined && { code }),
    })),
    /** What keeps an accepted message from going on. */
    waitsFor: message.waiting?.for ?? null,
    bizOpaqueCallbackData: message.bizOpaqueCallbackData ?? null,
  };
}

export type MessageView = ReturnType<typeof viewOf>;

export type LiveEvent =
  | { readonly type: "message"; readonly message: MessageView }
  | { readonly type: "patient"; readonly patient: Patient }
  | { readonly type: "typing"; readonly patientId: string }
  | { readonly type: "clock"; readonly now: string }
  | { readonly type: "reset" };

/** Tells open pages what has just happened. */
export interface Live {
  say(event: LiveEvent): void;
  listen(listener: (event: LiveEvent) => void): () => void;
}

export function createLive(): Live {
  const listeners = new Set<(event: LiveEvent) => void>();
  return {
    say: (event) => {
      for (const listener of listeners) listener(event);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
