import type { Context } from "hono";
import { tellAccount } from "../account-webhook.ts";
import { textAt } from "../rules/json.ts";
import { Refusal } from "../rules/refusal.ts";
import type { BusinessNumber } from "../state/model.ts";
import { changeDetails, detailsOf } from "../state/number-details.ts";
import type { World } from "../world.ts";
import { paramsOf } from "./params.ts";

/** GET /{phone-number-id}/username */
export function usernameRoute({ state }: World, call: Context, number: BusinessNumber): Response {
  const { username } = detailsOf(state, number.phoneNumberId);
  return call.json(username === undefined ? {} : { username, status: "approved" });
}

/** POST /{phone-number-id}/username */
export async function setUsernameRoute(
  world: World,
  call: Context,
  number: BusinessNumber,
): Promise<Response> {
  const username = (textAt(await paramsOf(call), "username") ?? "").toLowerCase();
  if (!/^[a-z0-9._]{3,35}$/.test(username))
    throw new Refusal(147001, "3 to 35 of a-z, 0-9, dot and underscore.");
  const isTaken = [...world.state.numbers.values()].some(
    ({ phoneNumberId }) =>
      phoneNumberId !== number.phoneNumberId && detailsOf(world.state, phoneNumberId).username === username,
  );
  if (isTaken) throw new Refusal(147002, "The username is taken.");
  tell(world, number, username, "approved");
  return call.json({ status: "approved" });
}

/** DELETE /{phone-number-id}/username */
export function deleteUsernameRoute(world: World, call: Context, number: BusinessNumber): Response {
  const { username } = detailsOf(world.state, number.phoneNumberId);
  if (username !== undefined) tell(world, number, username, "deleted");
  return call.json({ success: true });
}

/** GET /{phone-number-id}/username_suggestions */
export function usernameSuggestionsRoute(
  _: World,
  call: Context,
  { verifiedName }: BusinessNumber,
): Response {
  const plain = verifiedName.normalize("NFD").toLowerCase();
  const words = plain.replaceAll(/\p{M}/gu, "").match(/[a-z0-9]+/g) ?? ["clinic"];
  const suggestions = [".", "_", ""].map((between) => words.join(between).slice(0, 35));
  return call.json({ data: [{ username_suggestions: [...new Set(suggestions)] }] });
}

function tell(world: World, number: BusinessNumber, username: string, status: "approved" | "deleted"): void {
  const { state, sender } = world;
  state.records.transaction(() => {
    changeDetails(state, number.phoneNumberId, { username: status === "approved" ? username : undefined });
    tellAccount(world, number.wabaId, "business_username_update", {
      display_phone_number: number.displayPhoneNumber,
      username,
      status,
    });
  });
  sender.wake();
}
