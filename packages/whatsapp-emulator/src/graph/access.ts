import { timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import { Refusal, unknownObject } from "../rules/refusal.ts";
import type { Account, BusinessNumber } from "../state/model.ts";
import { appsOf, type App } from "../webhook/apps.ts";
import type { World } from "../world.ts";

/** Refuses a call without a token, and one with a token that reaches nothing here. */
export function authorize(world: World, call: Context): void {
  const token = tokenOf(call);
  if (token === undefined) {
    throw new Refusal(104, undefined, { message: "An access token is required to request this resource." });
  }
  if (!knownTokens(world).some((one) => isSame(token, one))) {
    throw new Refusal(190, undefined, {
      message: "Invalid OAuth access token - Cannot parse access token",
      subcode: 467,
    });
  }
}

/** All tokens that are good for something. */
export function knownTokens({ options, state }: World): readonly string[] {
  const ofAccounts = [...state.accounts.values()].flatMap(({ accessToken }) => accessToken ?? []);
  return [options.accessToken, ...ofAccounts, ...appsOf(options).flatMap(tokensOf)];
}

/** The number of this id, if there is one and the token reaches it. */
export function numberAt(world: World, call: Context, id: string): BusinessNumber {
  const number = world.state.numbers.get(id);
  if (number === undefined || !reaches(world, call, number.wabaId)) throw unknownObject(id, verbOf(call));
  return number;
}

/** The account of this id, if there is one and the token reaches it. */
export function accountAt(world: World, call: Context, id: string): Account {
  const account = world.state.accounts.get(id);
  if (account === undefined || !reaches(world, call, id)) throw unknownObject(id, verbOf(call));
  return account;
}

/** True when the token of this call was given for the account. */
export function reaches({ options, state }: World, call: Context, wabaId: string): boolean {
  const own = state.accounts.get(wabaId)?.accessToken;
  const given = own === undefined ? [options.accessToken, ...appsOf(options).flatMap(tokensOf)] : [own];
  return given.some((token) => isSame(tokenOf(call) ?? "", token));
}

/** The app whose token a call has; the first, for a token of the business. */
export function callingApp({ options }: World, call: Context): App {
  const apps = appsOf(options);
  const token = tokenOf(call) ?? "";
  return apps.find((app) => tokensOf(app).some((own) => isSame(token, own))) ?? apps[0];
}

/** The app of this id, if it is the one that calls. */
export function appAt(world: World, call: Context, id: string): App | undefined {
  const app = callingApp(world, call);
  return app.id === id ? app : undefined;
}

// The second is the app's own, as Graph takes it without asking for one.
function tokensOf({ id, secret, accessToken }: App): readonly string[] {
  return [...(accessToken === undefined ? [] : [accessToken]), `${id}|${secret}`];
}

export function verbOf({ req }: Context): "get" | "post" | "delete" {
  return req.method === "GET" ? "get" : req.method === "DELETE" ? "delete" : "post";
}

function tokenOf({ req }: Context): string | undefined {
  return (
    /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(req.header("authorization") ?? "")?.[1] ?? req.query("access_token")
  );
}

function isSame(one: string, other: string): boolean {
  const given = Buffer.from(one);
  const own = Buffer.from(other);
  return given.length === own.length && timingSafeEqual(given, own);
}
