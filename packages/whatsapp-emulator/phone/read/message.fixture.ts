import type { MessageView } from "../api.ts";

export const at = "2026-11-24T09:00:00.000Z";

/** A patient's text, unless it is to be otherwise. */
export function view(more: Partial<MessageView>): MessageView {
  return {
    cursor: 1,
    id: "wamid.1",
    phoneNumberId: "1",
    patient: "p",
    direction: "from_patient",
    at,
    type: "text",
    text: "",
    body: {},
    shown: {},
    status: "sent",
    statuses: [],
    waitsFor: null,
    bizOpaqueCallbackData: null,
    ...more,
  };
}
