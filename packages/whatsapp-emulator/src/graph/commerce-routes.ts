import type { Context } from "hono";
import { pickFields } from "../rules/pick-fields.ts";
import type { BusinessNumber } from "../state/model.ts";
import { changeDetails, detailsOf } from "../state/number-details.ts";
import type { World } from "../world.ts";
import { invalid, paramsOf } from "./params.ts";

const names = ["is_cart_enabled", "is_catalog_visible"];
const usual = { is_cart_enabled: true, is_catalog_visible: false };

/** GET /{phone-number-id}/whatsapp_commerce_settings */
export function commerceRoute({ state }: World, call: Context, { phoneNumberId }: BusinessNumber): Response {
  const all = { ...usual, ...detailsOf(state, phoneNumberId).commerce, id: phoneNumberId };
  return call.json({ data: [pickFields(all, call.req.query("fields"), names)] });
}

/** POST /{phone-number-id}/whatsapp_commerce_settings */
export async function changeCommerceRoute(
  { state }: World,
  call: Context,
  { phoneNumberId }: BusinessNumber,
): Promise<Response> {
  const asked = await paramsOf(call);
  const given = names.filter((name) => asked[name] !== undefined);
  const odd = given.find((name) => !["true", "false"].includes(String(asked[name])));
  if (odd !== undefined) throw invalid(`Param ${odd} must be a boolean.`);
  const change = Object.fromEntries(given.map((name) => [name, String(asked[name]) === "true"]));
  const { commerce } = detailsOf(state, phoneNumberId);
  changeDetails(state, phoneNumberId, { commerce: { ...commerce, ...change } });
  return call.json({ success: true });
}
