import { upTo } from "../../bodies/limits.ts";
import { at, listOf, textAt } from "../../loose.ts";
import { call } from "../call.ts";
import type { Graph } from "../call.ts";
import { json } from "../request.ts";

/** An application that gets the account's webhooks. */
export interface SubscribedApp {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  /** Where they go instead of to the application's own address. */
  readonly callbackUrl?: string | undefined;
}

export interface CallbackOverride {
  /** Meta: 200 characters. */
  readonly callbackUrl: string;
  readonly verifyToken: string;
}

export interface Subscriptions {
  list(wabaId: string): Promise<readonly SubscribedApp[]>;
  /** Our application gets the webhooks from now on; with an override, WhatsApp verifies that address before it answers. */
  subscribe(wabaId: string, override?: CallbackOverride): Promise<void>;
  unsubscribe(wabaId: string): Promise<void>;
}

/** Who hears of an account. Each call is tried once and throws a Fault with Meta's words. */
export function subscriptionsOf(graph: Graph): Subscriptions {
  const pathOf = (wabaId: string): readonly string[] => [wabaId, "subscribed_apps"];
  return {
    async list(wabaId) {
      const answer = await call(graph, "account", { method: "GET", path: pathOf(wabaId) });
      return listOf(at(answer, "data")).map((one) => ({
        id: textAt(one, "whatsapp_business_api_data", "id"),
        name: textAt(one, "whatsapp_business_api_data", "name"),
        callbackUrl: textAt(one, "override_callback_uri"),
      }));
    },
    async subscribe(wabaId, override) {
      const other = override && {
        override_callback_uri: upTo(200, "callback URL", override.callbackUrl),
        verify_token: override.verifyToken,
      };
      const body = other === undefined ? {} : { body: json(other) };
      await call(graph, "account", { method: "POST", path: pathOf(wabaId), ...body });
    },
    async unsubscribe(wabaId) {
      await call(graph, "account", { method: "DELETE", path: pathOf(wabaId) });
    },
  };
}
