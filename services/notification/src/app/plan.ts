import type { Intent } from "../domain/intent.ts";
import type { KeptBox, Ports } from "./ports.ts";

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
>;

/** Keeps what another service wants said. Hearing it twice keeps it once. */
export function planIntent({ intents, now }: Ports) {
  return (
    mark: string,
    planned: Planned,
    phoneNumberId: string,
    message: KeptBox | undefined,
  ): Promise<void> => {
    const at = now();
    const intent: Intent = {
      ...planned,
      state: "planned",
      reason: "",
      errorCode: 0,
      attempts: 0,
      notBefore: at,
      createdAt: at,
      changedAt: at,
      history: [{ state: "planned", at, reason: "" }],
    };
    return intents.plan(mark, { intent, phoneNumberId, message });
  };
}
