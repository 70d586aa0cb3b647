import { on, type Route } from "@careline/bus";
import { topics } from "@careline/contracts";
import { IntentClass as ClassMessage } from "@careline/contracts/conversation/v1/events";
import { Fault } from "@careline/faults";
import type { planIntent } from "../app/plan.ts";
import type { Saved } from "../app/ports.ts";
import type { IntentClass } from "../domain/intent.ts";

const classes: Record<ClassMessage, IntentClass | undefined> = {
  [ClassMessage.UNSPECIFIED]: undefined,
  [ClassMessage.EMERGENCY]: "emergency",
  [ClassMessage.REPLY]: "reply",
  [ClassMessage.STAFF]: "staff",
  [ClassMessage.CONFIRMATION]: "confirmation",
};

export function onIntentComposed(
  plan: ReturnType<typeof planIntent>,
  offer: (planned: Saved) => void,
): Route {
  return on(topics.intentComposed, async ({ id, tenantId, value }) => {
    const intentClass = classes[value.intentClass];
    if (intentClass === undefined || value.message === undefined || value.intentId === "")
      throw new Fault("unreadable", "an intent without class, id or message");
    const planned = {
      intentId: value.intentId,
      tenantId,
      contactId: value.contactId,
      intentClass,
      source: "conversation",
      sourceId: value.conversationId,
      sequence: Number(value.sequence),
      expiresAt: value.expiresAt,
      windowOpenedAt: value.windowOpenedAt,
      reminder: undefined,
    } as const;
    const fresh = await plan(id, planned, value.phoneNumberId, { box: value.message.box, eventId: id });
    if (fresh !== undefined) offer(fresh);
  });
}
