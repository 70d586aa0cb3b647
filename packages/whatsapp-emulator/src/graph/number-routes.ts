import type { Context } from "hono";
import { jsonAt, listAt, textAt, type Json } from "../rules/json.ts";
import { pageOf } from "../rules/paging.ts";
import { pickFields } from "../rules/pick-fields.ts";
import { formattedPhone } from "../rules/formatted-phone.ts";
import type { Account, BusinessNumber } from "../state/model.ts";
import { changeDetails, detailsOf } from "../state/number-details.ts";
import { makeNumber } from "../state/numbers.ts";
import { messagingLimitOf } from "../state/reach.ts";
import type { World } from "../world.ts";
import { tellAccount } from "../account-webhook.ts";
import { lengthOf } from "../rules/fields.ts";
import { graphTime } from "../rules/graph-time.ts";
import { healthOf } from "./health.ts";
import { invalid, paramsOf } from "./params.ts";
import { profileTold } from "./profile-routes.ts";
import { setPin } from "./register-routes.ts";
import { overrideNumber, webhookConfiguration } from "./subscription-routes.ts";

// Of the numbers of the options, which were there before everything else.
const onboardedAt = Date.UTC(2026, 0, 1);
const everything = "about,address,description,email,messaging_product,profile_picture_url,vertical,websites";

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
  const { fields, filtering, ...query } = call.req.query();
  const filters = filtersIn(filtering);
  const own = [...world.state.numbers.values()].filter(
    (number) =>
      number.wabaId === wabaId &&
      filters.every(({ field, value }) => asTold(world, number)[String(field)] === value),
  );
  const { items, paging } = pageOf(own, query, (number) => own.indexOf(number), call.req.url);
  return call.json({ data: items.map((number) => pickFields(asTold(world, number), fields, usual)), paging });
}

// Meta: a list of { field, operator: "EQUAL", value } in JSON.
function filtersIn(text: string | undefined): readonly Json[] {
  if (text === undefined || text === "") return [];
  try {
    return listAt({ filters: JSON.parse(text) as unknown }, "filters");
  } catch {
    throw invalid("Param filtering must be an array in JSON.");
  }
}

/** POST /{phone-number-id}: the PIN, where its webhooks go, or what it would be called. */
export async function changeNumberRoute(
  world: World,
  call: Context,
  number: BusinessNumber,
): Promise<Response> {
  const asked = await paramsOf(call);
  const webhook = jsonAt(asked, "webhook_configuration");
  const name = textAt(asked, "new_display_name");
  if (webhook === undefined && asked["pin"] === undefined && name === undefined)
    throw invalid("One of the parameters pin, webhook_configuration, new_display_name is required.");
  if (name !== undefined) askForName(world, number, name);
  if (webhook !== undefined) await overrideNumber(world, call, number, webhook);
  if (asked["pin"] !== undefined) setPin(world, number, asked);
  return call.json({ success: true });
}

// A reviewer takes any name; patients see it once the number is registered anew.
function askForName(world: World, number: BusinessNumber, name: string): void {
  if (lengthOf(name.trim()) < 3) throw invalid("Param new_display_name must be at least 3 characters long.");
  world.state.records.transaction(() => {
    changeDetails(world.state, number.phoneNumberId, { newName: name });
    tellAccount(world, number.wabaId, "phone_number_name_update", {
      display_phone_number: number.displayPhoneNumber,
      decision: "APPROVED",
      requested_verified_name: name,
      rejection_reason: "NONE",
    });
  });
  world.sender.wake();
}

/** POST /{waba-id}/phone_numbers: a number that has still to be verified and registered. */
export async function addNumberRoute(
  { state, options, now }: World,
  call: Context,
  { wabaId }: Account,
): Promise<Response> {
  const asked = await paramsOf(call);
  const code = String(asked["cc"] ?? asked["country_code"] ?? "").replaceAll(/\D/g, "");
  const rest = String(asked["phone_number"] ?? "").replaceAll(/\D/g, "");
  const verifiedName = textAt(asked, "verified_name") ?? "";
  const digits = rest.startsWith(code) ? rest : code + rest;
  if (verifiedName === "") throw invalid("The parameter verified_name is required.");
  if (code === "" || !/^\d{7,15}$/.test(digits)) throw invalid("Param phone_number is not a phone number.");
  if ([...state.numbers.values()].some(({ displayPhoneNumber }) => displayPhoneNumber === digits))
    throw invalid("The phone number is in use already.");
  const { phoneNumberId } = makeNumber(state, options.wabaId, {
    wabaId,
    displayPhoneNumber: digits,
    verifiedName,
    isRegistered: false,
  });
  changeDetails(state, phoneNumberId, { verification: "NOT_VERIFIED", onboardedAt: now() });
  return call.json({ id: phoneNumberId });
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
    ...(details.newName !== undefined && {
      new_display_name: details.newName,
      new_name_status: "APPROVED",
    }),
    is_preverified_number: false,
    last_onboarded_time: graphTime(details.onboardedAt ?? onboardedAt),
    whatsapp_business_profile: profileTold(world, number, everything),
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
