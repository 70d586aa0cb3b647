import type { Json } from "../rules/json.ts";
import type { Account } from "../state/model.ts";
import { appsOf, callbackKey } from "../webhook/apps.ts";
import type { World } from "../world.ts";
import { appTold } from "./app-told.ts";

/** The apps that are told what happens in an account, and those of their addresses that are its own. */
export function subscriptionsOf({ options, state }: World, { wabaId }: Account): readonly Json[] {
  return appsOf(options).flatMap((app) => {
    const key = callbackKey.account(app.id, wabaId);
    if (state.unsubscribed.get(key) !== undefined) return [];
    const override = state.callbacks.get(key);
    return {
      whatsapp_business_api_data: appTold(app),
      ...(override !== undefined && { override_callback_uri: override.url }),
    };
  });
}
