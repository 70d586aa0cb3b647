import { randomInt } from "node:crypto";
import type { Context } from "hono";
import { tellAccount } from "../account-webhook.ts";
import { textAt, type Json } from "../rules/json.ts";
import { Refusal } from "../rules/refusal.ts";
import { isTooOften, judgeRegistration } from "../rules/registration.ts";
import type { BusinessNumber } from "../state/model.ts";
import { changeDetails, detailsOf } from "../state/number-details.ts";
import type { World } from "../world.ts";
import { invalid, paramsOf } from "./params.ts";
import { storageRegion } from "./settings-routes.ts";

const codeLifeMs = 10 * 60 * 1000;

/** POST /{phone-number-id}/request_code: the code is told by `GET /control/numbers/{id}`. */
export async function requestCodeRoute(
  world: World,
  call: Context,
  number: BusinessNumber,
): Promise<Response> {
  const asked = await paramsOf(call);
  if (!["SMS", "VOICE"].includes(textAt(asked, "code_method") ?? ""))
    throw invalid("Param code_method must be one of {SMS, VOICE}.");
  if (textAt(asked, "language") === undefined) throw invalid("The parameter language is required.");
  if (detailsOf(world.state, number.phoneNumberId).verification === "VERIFIED")
    throw new Refusal(136024, "The phone number is already verified.");
  const code = String(randomInt(100_000, 1_000_000));
  changeDetails(world.state, number.phoneNumberId, { code, codeAt: world.now() });
  return call.json({ success: true });
}

/** POST /{phone-number-id}/verify_code */
export async function verifyCodeRoute(
  world: World,
  call: Context,
  number: BusinessNumber,
): Promise<Response> {
  const code = String((await paramsOf(call))["code"] ?? "").replaceAll(/\D/g, "");
  const { state, now } = world;
  const known = detailsOf(state, number.phoneNumberId);
  const isFresh = known.codeAt !== undefined && now() - known.codeAt < codeLifeMs;
  if (known.code !== code || !isFresh) throw new Refusal(136025, "The code is wrong or has expired.");
  const change = { verification: "VERIFIED", code: undefined, codeAt: undefined } as const;
  changeDetails(state, number.phoneNumberId, change);
  return call.json({ success: true });
}

/** POST /{phone-number-id}/register */
export async function registerRoute(world: World, call: Context, number: BusinessNumber): Promise<Response> {
  const asked = await paramsOf(call);
  if (asked["messaging_product"] !== "whatsapp")
    throw invalid("The parameter messaging_product is required.");
  const pin = pinOf(asked);
  const region = storageRegion(asked["data_localization_region"]);
  const { state, now } = world;
  const known = detailsOf(state, number.phoneNumberId);
  const registering = { ...known, pin: known.pin, isVerified: known.verification === "VERIFIED" };
  const verdict = judgeRegistration(registering, pin, now());
  if (verdict.kind === "refused") {
    if (verdict.code === 133005)
      changeDetails(state, number.phoneNumberId, { wrongPins: [...known.wrongPins, now()] });
    throw new Refusal(verdict.code);
  }
  state.records.transaction(() => {
    const verifiedName = known.newName ?? number.verifiedName;
    state.numbers.put(number.phoneNumberId, { ...number, verifiedName, isRegistered: true });
    changeDetails(state, number.phoneNumberId, {
      pin,
      wrongPins: [],
      registrations: [...known.registrations, now()],
      // A number that is registered anew has new keys.
      publicKey: undefined,
      newName: undefined,
      ...(region !== undefined && { storage: { status: "IN_COUNTRY_STORAGE_ENABLED", region } }),
    });
  });
  return call.json({ success: true });
}

/** POST /{phone-number-id}/deregister */
export function deregisterRoute({ state, now }: World, call: Context, number: BusinessNumber): Response {
  const { registrations } = detailsOf(state, number.phoneNumberId);
  if (isTooOften(registrations, now())) throw new Refusal(133016);
  if (!number.isRegistered) throw new Refusal(133010);
  state.records.transaction(() => {
    state.numbers.put(number.phoneNumberId, { ...number, isRegistered: false });
    changeDetails(state, number.phoneNumberId, { registrations: [...registrations, now()] });
  });
  return call.json({ success: true });
}

/** POST /{phone-number-id} with a PIN: sets that of the two-step verification. */
export function setPin(world: World, number: BusinessNumber, asked: Json): void {
  const pin = pinOf(asked);
  const { state, sender } = world;
  if (!number.isRegistered) throw new Refusal(133010);
  state.records.transaction(() => {
    changeDetails(state, number.phoneNumberId, { pin });
    const value = { display_phone_number: number.displayPhoneNumber, event: "PIN_CHANGED" };
    tellAccount(world, number.wabaId, "security", value);
  });
  sender.wake();
}

function pinOf(asked: Json): string {
  const pin = String(asked["pin"] ?? "");
  if (!/^\d{6}$/.test(pin)) throw invalid("Param pin must have 6 digits.");
  return pin;
}
