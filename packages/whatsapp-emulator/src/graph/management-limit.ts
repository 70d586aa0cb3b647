import type { Context } from "hono";
import { Refusal } from "../rules/refusal.ts";
import type { World } from "../world.ts";

/** Counts a call about an account, and refuses it when the account's hour is full. */
export function countManagement(world: World, call: Context): void {
  const wabaId = accountIn(world, call);
  if (wabaId !== undefined && !world.pacer.countManagement(wabaId))
    throw new Refusal(80007, undefined, {
      message: "(#80007) There have been too many calls to this WhatsApp Business account.",
    });
}

/** How full the account's hour is, in percent: of the account in the path, or of the first. */
export function managementUse(world: World, call: Context): { wabaId: string; percent: number } {
  const wabaId = accountIn(world, call) ?? world.options.wabaId;
  return { wabaId, percent: world.pacer.managementPercent(wabaId) };
}

function accountIn({ state }: World, { req }: Context): string | undefined {
  return req.path.split("/").find((part) => state.accounts.get(part) !== undefined);
}
