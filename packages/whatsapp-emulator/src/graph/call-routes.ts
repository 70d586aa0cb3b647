import type { Context } from "hono";
import { textAt } from "../rules/json.ts";
import { Refusal } from "../rules/refusal.ts";
import type { BusinessNumber } from "../state/model.ts";
import { detailsOf } from "../state/number-details.ts";
import type { World } from "../world.ts";
import { invalid, paramsOf } from "./params.ts";

const actions = ["connect", "pre_accept", "accept", "reject", "terminate"];

/** POST /{phone-number-id}/calls: nobody has allowed a call, and none comes in, so each is refused. */
export async function callsRoute({ state }: World, call: Context, number: BusinessNumber): Promise<Response> {
  const asked = await paramsOf(call);
  if (asked["messaging_product"] !== "whatsapp")
    throw invalid("The parameter messaging_product is required.");
  const action = textAt(asked, "action") ?? "";
  if (!actions.includes(action)) throw invalid(`Param action must be one of {${actions.join(", ")}}.`);
  if (detailsOf(state, number.phoneNumberId).calling["status"] !== "ENABLED") throw new Refusal(138000);
  if (action === "connect") throw new Refusal(138006);
  throw new Refusal(131009, "There is no call of this call_id.");
}

/** GET /{phone-number-id}/call_permissions */
export function callPermissionsRoute(_: World, call: Context): Response {
  if (call.req.query("user_wa_id") === undefined && call.req.query("recipient") === undefined)
    throw invalid("The parameter user_wa_id is required.");
  const limit = (time_period: string, max_allowed: number) => ({
    time_period,
    max_allowed,
    current_usage: 0,
  });
  return call.json({
    messaging_product: "whatsapp",
    permission: { status: "no_permission" },
    actions: [
      {
        action_name: "send_call_permission_request",
        can_perform_action: true,
        limits: [limit("PT24H", 1), limit("P7D", 2)],
      },
      { action_name: "start_call", can_perform_action: false, limits: [limit("PT24H", 5)] },
    ],
  });
}

/** GET and POST /{phone-number-id}/groups: only official business accounts have them. */
export function groupsRoute(): Response {
  throw new Refusal(131215, "Groups are for official business accounts, and this one is none.");
}
