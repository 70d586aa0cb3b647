import type { Context } from "hono";
import { pickFields } from "../rules/pick-fields.ts";
import type { Account } from "../state/model.ts";
import { messagingLimitOf } from "../state/reach.ts";
import type { App } from "../webhook/apps.ts";
import type { World } from "../world.ts";
import { businessId, healthOf } from "./health.ts";

const usual = ["name", "timezone_id", "message_template_namespace"];

/** GET /{waba-id} */
export function accountRoute({ options }: World, call: Context, { wabaId, name }: Account): Response {
  const status = options.isVerifiedBusiness === true ? "verified" : "not_verified";
  const all = {
    id: wabaId,
    name,
    timezone_id: "1",
    message_template_namespace: `emulated_${wabaId}`,
    currency: "EUR",
    account_review_status: "APPROVED",
    business_verification_status: status,
    ownership_type: "SELF",
    owner_business_info: { id: businessId, name },
    health_status: healthOf(wabaId),
  };
  return call.json(pickFields(all, call.req.query("fields"), usual));
}

/** GET /{app-id} */
export function appRoute(_: World, call: Context, { id, name }: App): Response {
  return call.json({ id, name, link: `https://www.facebook.com/games/?app_id=${id}` });
}

/** GET /{business-id} */
export function businessRoute({ options, state }: World, call: Context): Response {
  const limit = messagingLimitOf(state, options);
  const all = {
    id: businessId,
    name: options.verifiedName,
    whatsapp_business_manager_messaging_limit: limit,
  };
  return call.json(pickFields(all, call.req.query("fields"), ["name"]));
}
