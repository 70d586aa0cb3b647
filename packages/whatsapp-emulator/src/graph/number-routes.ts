import type { Context } from "hono";
import { jsonAt, type Json } from "../rules/json.ts";
import { pageOf } from "../rules/paging.ts";
import { pickFields } from "../rules/pick-fields.ts";
import { formattedPhone } from "../rules/formatted-phone.ts";
import type { Account, BusinessNumber } from "../state/model.ts";
import { detailsOf } from "../state/number-details.ts";
import { messagingLimitOf } from "../state/reach.ts";
import type { World } from "../world.ts";
import { healthOf } from "./health.ts";
import { invalid, paramsOf } from "./params.ts";
import { setPin } from "./register-routes.ts";
import { overrideNumber, webhookConfiguration } from "./subscription-routes.ts";

const usual = [
  "verified_name",
  "code_verification_status",
  "display_phone_number",
  "quality_rating",
  "platform_type",
  "throughput",
  "last_onboarded_time",
];

/** GET /{phone-number-id} */
export function numberRoute(world: World, call: Context, number: BusinessNumber): Response {
  return call.json(pickFields(asTold(world, number), call.req.query("fields"), usual));
}

/** GET /{waba-id}/phone_numbers */
export function numbersRoute(world: World, call: Context, { wabaId }: Account): Response {
  const own = [...world.state.numbers.values()].filter((number) => number.wabaId === wabaId);
  const { fields, ...query } = call.req.query();
  const { items, paging } = pageOf(own, query, (number) => own.indexOf(number), call.req.url);
  return call.json({ data: items.map((number) => pickFields(asTold(world, number), fields, usual)), paging });
}

/** POST /{phone-number-id}: the PIN, or where its webhooks go. */
export async function changeNumberRoute(
  world: World,
  call: Context,
  number: BusinessNumber,
): Promise<Response> {
  const asked = await paramsOf(call);
  const webhook = jsonAt(asked, "webhook_configuration");
  if (webhook === undefined && asked["pin"] === undefined)
    throw invalid("One of the parameters pin, webhook_configuration is required.");
  if (webhook !== undefined) await overrideNumber(world, call, number, webhook);
  if (asked["pin"] !== undefined) setPin(world, number, asked);
  return call.json({ success: true });
}

function asTold(world: World, number: BusinessNumber): Json {
  const { state, options } = world;
  const details = detailsOf(state, number.phoneNumberId);
  const limit = messagingLimitOf(state, options);
  return {
    id: number.phoneNumberId,
    verified_name: number.verifiedName,
    code_verification_status: details.verification,
    display_phone_number: formattedPhone(number.displayPhoneNumber),
    quality_rating: number.quality,
    quality_score: { score: number.quality },
    platform_type: number.isRegistered ? "CLOUD_API" : "NOT_APPLICABLE",
    throughput: { level: number.isRegistered ? number.throughput : "NOT_APPLICABLE" },
    status: number.isRegistered ? "CONNECTED" : "DISCONNECTED",
    name_status: "APPROVED",
    account_mode: number.accountMode,
    is_official_business_account: false,
    is_pin_enabled: details.pin !== undefined,
    is_on_biz_app: number.coexists,
    messaging_limit_tier: limit,
    whatsapp_business_manager_messaging_limit: limit,
    webhook_configuration: webhookConfiguration(world, number),
    conversational_automation: { ...details.automation, id: number.phoneNumberId },
    username: details.username,
    health_status: healthOf(number.wabaId, number),
  };
}
