import { IntentState } from "@careline/contracts/notification/v1/events";
import { NotificationServiceDefinition } from "@careline/contracts/notification/v1/notification_service";
import { Fault } from "@careline/faults";
import { type Bound, handlers } from "@careline/rpc";
import type { Intents } from "../app/ports.ts";
import { intentMessage, stateOf } from "../outbound/to-contract.ts";

const defaultPage = 50;
const largestPage = 200;

export function notificationRpc(intents: Pick<Intents, "find" | "list">): Bound {
  return handlers(
    NotificationServiceDefinition,
    {
      async getIntent({ intentId }, { tenantId }) {
        const found = await intents.find(tenantId, intentId);
        if (found === undefined) throw new Fault("missing", "no such intent");
        return { intent: intentMessage(found.intent) };
      },
      async listIntents({ contactId, state, page }, { tenantId }) {
        const wanted = state === IntentState.UNSPECIFIED ? undefined : stateOf(state);
        if (state !== IntentState.UNSPECIFIED && wanted === undefined)
          throw new Fault("invalid", "state: no intent is ever kept in it");
        const found = await intents.list(tenantId, {
          ...(contactId !== "" && { contactId }),
          ...(wanted !== undefined && { state: wanted }),
          size: page !== undefined && page.size > 0 ? Math.min(page.size, largestPage) : defaultPage,
          token: page?.token ?? "",
        });
        return {
          intents: found.intents.map(({ intent }) => intentMessage(intent)),
          nextPageToken: found.next,
        };
      },
    },
    { allow: ["conversation", "gateway", "operator"] },
  );
}
