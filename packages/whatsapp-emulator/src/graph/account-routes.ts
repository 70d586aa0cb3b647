import type { Context } from "hono";
import type { Json } from "../rules/json.ts";
import { pageOf } from "../rules/paging.ts";
import { pickFields } from "../rules/pick-fields.ts";
import { unknownObject } from "../rules/refusal.ts";
import type { Account } from "../state/model.ts";
import { messagingLimitOf } from "../state/reach.ts";
import type { App } from "../webhook/apps.ts";
import type { World } from "../world.ts";
import { analyticsOf } from "./analytics.ts";
import { appTold } from "./app-told.ts";
import { reaches } from "./access.ts";
import { businessId, healthOf } from "./health.ts";
import { invalid, paramsOf } from "./params.ts";
import { subscriptionsOf } from "./subscriptions-of.ts";

const settable = [
  "name",
  "timezone_id",
  "is_enabled_for_insights",
  "disable_marketing_messages_on_cloud_api",
  "degrees_of_freedom_spec",
];
const usual = ["name", "timezone_id", "message_template_namespace"];

/** GET /{waba-id} */
export function accountRoute(world: World, call: Context, account: Account): Response {
  const fields = call.req.query("fields");
  return call.json({ ...analyticsOf(world, account, fields), ...accountTold(world, account, fields) });
}

/** POST /{waba-id} */
export async function changeAccountRoute(
  { state }: World,
  call: Context,
  account: Account,
): Promise<Response> {
  const asked = await paramsOf(call);
  const given = settable.filter((name) => asked[name] !== undefined);
  if (given.length === 0) throw invalid(`One of the parameters ${settable.join(", ")} is required.`);
  const { settings } = account;
  const change = Object.fromEntries(given.map((name) => [name, asked[name]]));
  state.accounts.put(account.wabaId, { ...account, settings: { ...settings, ...change } });
  return call.json({ id: account.wabaId });
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
export function accountTold(world: World, account: Account, fields?: string): Json {
  const { options } = world;
  const { wabaId, name, settings } = account;
  const status = options.isVerifiedBusiness === true ? "verified" : "not_verified";
  const all = {
    id: wabaId,
    name,
    timezone_id: "1",
    message_template_namespace: `emulated_${wabaId}`,
    currency: "EUR",
    country: "ES",
    status: "ACTIVE",
    is_enabled_for_insights: false,
    marketing_messages_lite_api_status: "ONBOARDED",
    marketing_messages_onboarding_status: "ONBOARDED",
    disable_marketing_messages_on_cloud_api: false,
    account_review_status: "APPROVED",
    business_verification_status: status,
    ownership_type: "SELF",
    owner_business_info: { id: businessId, name },
    health_status: healthOf(wabaId),
    subscribed_apps: { data: subscriptionsOf(world, account) },
    ...settings,
  };
  return pickFields(all, fields, usual);
}

/** GET /{app-id} */
export function appRoute(_: World, call: Context, app: App): Response {
  return call.json(appTold(app));
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
