import type { Context } from "hono";
import { textAt, type Json } from "../rules/json.ts";
import { Refusal, unknownObject } from "../rules/refusal.ts";
import type { Account, BusinessNumber } from "../state/model.ts";
import { appCallback, appsOf, callbackKey, type App, type Callback } from "../webhook/apps.ts";
import type { World } from "../world.ts";
import { appAt, callingApp, verbOf } from "./access.ts";
import { invalid, paramsOf } from "./params.ts";
import { subscriptionsOf } from "./subscriptions-of.ts";

const uriCharactersMax = 200;

/** POST /{waba-id}/subscribed_apps, which may name another address for its messages. */
export async function subscribeRoute(world: World, call: Context, { wabaId }: Account): Promise<Response> {
  const asked = await paramsOf(call);
  const key = callbackKey.account(callingApp(world, call).id, wabaId);
  if (asked["override_callback_uri"] !== undefined) {
    const callback = await verified(world, asked, "override_callback_uri");
    world.state.callbacks.put(key, callback);
  } else world.state.callbacks.delete(key);
  world.state.unsubscribed.delete(key);
  world.sender.wake();
  return call.json({ success: true });
}

/** GET /{waba-id}/subscribed_apps */
export function subscriptionsRoute(world: World, call: Context, account: Account): Response {
  return call.json({ data: subscriptionsOf(world, account) });
}

/** DELETE /{waba-id}/subscribed_apps: what happens from now on is not told to the app. */
export function unsubscribeRoute(world: World, call: Context, { wabaId }: Account): Response {
  const key = callbackKey.account(callingApp(world, call).id, wabaId);
  world.state.callbacks.delete(key);
  world.state.unsubscribed.put(key, true);
  return call.json({ success: true });
}

/** POST /{app-id}/subscriptions: where the app's webhooks go, and which kinds. */
export async function changeSubscriptionsRoute(world: World, call: Context, id: string): Promise<Response> {
  const app = appOrUnknown(world, call, id);
  const asked = await paramsOf(call);
  if (asked["object"] !== "whatsapp_business_account")
    throw invalid("Param object must be whatsapp_business_account.");
  const callback = await verified(world, asked, "callback_url");
  const fields = fieldsOf(asked["fields"]);
  world.state.callbacks.put(callbackKey.app(app.id), { ...callback, ...(fields.length > 0 && { fields }) });
  world.sender.wake();
  return call.json({ success: true });
}

/** GET /{app-id}/subscriptions */
export function appSubscriptionsRoute(world: World, call: Context, id: string): Response {
  const { url, fields } = appCallback(world.state, appOrUnknown(world, call, id));
  const told = (fields ?? ["messages"]).map((name) => ({ name, version: "v26.0" }));
  const object = "whatsapp_business_account";
  return call.json({ data: [{ object, callback_url: url, active: true, fields: told }] });
}

/** Sets or takes away the address of a number's messages; an empty address takes it away. */
export async function overrideNumber(
  world: World,
  call: Context,
  { phoneNumberId }: BusinessNumber,
  asked: Json,
): Promise<void> {
  const key = callbackKey.number(callingApp(world, call).id, phoneNumberId);
  if (asked["override_callback_uri"] === "") world.state.callbacks.delete(key);
  else world.state.callbacks.put(key, await verified(world, asked, "override_callback_uri"));
  world.sender.wake();
}

/** The addresses that stand for a number, the nearest first. */
export function webhookConfiguration({ options, state }: World, number: BusinessNumber): Json {
  const [app] = appsOf(options);
  const own = state.callbacks.get(callbackKey.number(app.id, number.phoneNumberId));
  const account = state.callbacks.get(callbackKey.account(app.id, number.wabaId));
  return {
    ...(own !== undefined && { phone_number: own.url }),
    ...(account !== undefined && { whatsapp_business_account: account.url }),
    application: appCallback(state, app).url,
  };
}

/** An address is saved only after its receiver has shown that it knows the verify token. */
async function verified({ poster }: World, asked: Json, name: string): Promise<Callback> {
  const url = textAt(asked, name) ?? "";
  if (url.length > uriCharactersMax || !/^https?:/.test(url) || !URL.canParse(url))
    throw invalid(`Param ${name} must be a URI of at most ${uriCharactersMax} characters.`);
  const callback = { url, verifyToken: textAt(asked, "verify_token") ?? "" };
  const complaint = await poster.handshake(callback);
  if (complaint === undefined) return callback;
  const message = `(#2200) Callback verification failed with the following errors: ${complaint}`;
  throw new Refusal(2200, undefined, { message, httpStatus: 400 });
}

function appOrUnknown(world: World, call: Context, id: string): App {
  const app = appAt(world, call, id);
  if (app === undefined) throw unknownObject(id, verbOf(call));
  return app;
}

function fieldsOf(value: unknown): readonly string[] {
  const names: readonly unknown[] = Array.isArray(value)
    ? value
    : typeof value === "string"
      ? value.split(",")
      : [];
  return names.flatMap((name) => (typeof name === "string" && name.trim() !== "" ? name.trim() : []));
}
