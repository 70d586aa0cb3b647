import type { Intent } from "../domain/intent.ts";
import type { KeptBox, Ports, Saved } from "./ports.ts";

type Planned = Pick<
  Intent,
  | "intentId"
  | "tenantId"
  | "contactId"
  | "intentClass"
  | "source"
  | "sourceId"
  | "sequence"
  | "expiresAt"
  | "windowOpenedAt"
  | "reminder"
> &
  Partial<Pick<Intent, "channel" | "reason">>;

/** Keeps what another service wants said, and gives it if it is new. Hearing it twice keeps it once. */
export function planIntent({ intents, now }: Pick<Ports, "intents" | "now">) {
  return (
    mark: string,
    planned: Planned,
    phoneNumberId: string,
    message: KeptBox | undefined,
  ): Promise<Saved | undefined> => {
    const at = now();
    const { channel = "whatsapp", reason = "" } = planned;
    const intent: Intent = {
      ...planned,
      channel,
      reason,
      state: "planned",
      errorCode: 0,
      attempts: 0,
      notBefore: at,
      createdAt: at,
      changedAt: at,
      history: [{ state: "planned", at, reason }],
    };
    return intents.plan(mark, { intent, phoneNumberId, message });
  };
}
