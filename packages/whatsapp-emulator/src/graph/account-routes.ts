import type { Context } from "hono";
import type { Json } from "../rules/json.ts";
import { pageOf } from "../rules/paging.ts";
import { pickFields } from "../rules/pick-fields.ts";
import { unknownObject } from "../rules/refusal.ts";
import type { Account } from "../state/model.ts";
import { messagingLimitOf } from "../state/reach.ts";
import type { App } from "../webhook/apps.ts";
import type { World } from "../world.ts";
import { reaches } from "./access.ts";
import { businessId, healthOf } from "./health.ts";

const usual = ["name", "timezone_id", "message_template_namespace"];

/** GET /{waba-id} */
export function accountRoute(world: World, call: Context, account: Account): Response {
  return call.json(accountTold(world, account, call.req.query("fields")));
}

/** GET /{business-id}/owned_whatsapp_business_accounts, or those that clients share with it: there are none. */
export function accountsRoute(whose: "owned" | "client") {
  return (world: World, call: Context, id: string): Response => {
    if (id !== businessId) throw unknownObject(id, "get");
    const { fields, ...query } = call.req.query();
    const own = [...world.state.accounts.values()].filter(({ wabaId }) => reaches(world, call, wabaId));
    const listed = whose === "owned" ? own : [];
    const { items, paging } = pageOf(listed, query, (account) => own.indexOf(account), call.req.url);
    return call.json({ data: items.map((account) => accountTold(world, account, fields)), paging });
  };
}

/** An account as it is told, also inside of what belongs to it. */
export function accountTold({ options }: World, { wabaId, name }: Account, fields?: string): Json {
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
  return pickFields(all, fields, usual);
}

/** GET /{app-id} */
export function appRoute(_: World, call: Context, app: App): Response {
  return call.json(appTold(app));
}

export function appTold({ id, name }: App): Json {
  return { id, name, link: `https://www.facebook.com/games/?app_id=${id}` };
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
