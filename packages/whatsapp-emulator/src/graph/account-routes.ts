import type { Context } from "hono";
import { isJson, textAt } from "../rules/json.ts";
import { Refusal } from "../rules/refusal.ts";
import type { BusinessNumber } from "../state/model.ts";
import type { World } from "../world.ts";

/** GET /{phone-number-id} */
export function phoneNumberRoute({ options }: World, call: Context, number: BusinessNumber): Response {
  const all: Record<string, unknown> = {
    verified_name: number.verifiedName,
    code_verification_status: "VERIFIED",
    display_phone_number: `+${number.displayPhoneNumber}`,
    quality_rating: number.quality,
    platform_type: "CLOUD_API",
    throughput: { level: number.throughput },
    status: number.isRegistered ? "CONNECTED" : "DISCONNECTED",
    name_status: "APPROVED",
    account_mode: number.accountMode,
    is_official_business_account: false,
    whatsapp_business_manager_messaging_limit: "TIER_250",
    webhook_configuration: { application: options.webhookUrl },
    health_status: {
      can_send_message: "AVAILABLE",
      entities: [{ entity_type: "PHONE_NUMBER", id: number.phoneNumberId, can_send_message: "AVAILABLE" }],
    },
  };
  const usual = [
    "verified_name",
    "code_verification_status",
    "display_phone_number",
    "quality_rating",
    "platform_type",
    "throughput",
  ];
  const wanted =
    call.req
      .query("fields")
      ?.split(",")
      .map((name) => name.trim()) ?? usual;
  const picked = wanted.filter((name) => name in all).map((name) => [name, all[name]] as const);
  return call.json({ ...Object.fromEntries(picked), id: number.phoneNumberId });
}

/** POST /{waba-id}/subscribed_apps, which may name another address for webhooks. */
export async function subscribeRoute({ state }: World, call: Context): Promise<Response> {
  const raw = await call.req.text();
  let body: unknown = {};
  try {
    if (raw !== "") body = JSON.parse(raw);
  } catch {
    throw new Refusal(100, undefined, { message: "(#100) Invalid parameter: the body is not JSON." });
  }
  const url = isJson(body) ? textAt(body, "override_callback_uri") : undefined;
  if (url !== undefined) {
    if (url.length > 200 || !URL.canParse(url))
      throw new Refusal(100, "override_callback_uri is not a valid URI.");
    state.settings.put("webhookUrl", url);
    state.settings.put("verifyToken", textAt(body, "verify_token") ?? "");
  }
  return call.json({ success: true });
}

/** GET /{waba-id}/subscribed_apps */
export function subscriptionsRoute({ state }: World, call: Context): Response {
  const url = state.settings.get("webhookUrl");
  const app = {
    whatsapp_business_api_data: { id: "100000000000001", link: "https://example.org/", name: "Local app" },
  };
  return call.json({ data: [{ ...app, ...(url !== undefined && { override_callback_uri: url }) }] });
}
