import { Hono } from "hono";
import { tellAccount } from "../account-webhook.ts";
import type { Json } from "../rules/json.ts";
import type { BusinessNumber } from "../state/model.ts";
import { changeDetails, detailsOf } from "../state/number-details.ts";
import { makeNumber } from "../state/numbers.ts";
import { messagingLimitOf } from "../state/reach.ts";
import { plantTemplates } from "../state/templates.ts";
import type { World } from "../world.ts";
import { newNumber, numberChange, numberOf, type NumberChange } from "./numbers.ts";
import { readBody } from "./read-body.ts";

/** The business's numbers, and what becomes of them. */
export function numberRoutes(world: World): Hono {
  const { options, state, now } = world;
  const app = new Hono();
  app.get("/", (call) => call.json({ numbers: [...state.numbers.values()] }));
  app.post("/", async (call) => {
    const { isVerified, ...asked } = await readBody(call, newNumber);
    const number = makeNumber(state, options.wabaId, asked);
    if (!isVerified) changeDetails(state, number.phoneNumberId, { verification: "NOT_VERIFIED" });
    plantTemplates(state, options, now());
    return call.json(number, 201);
  });
  app.get("/:id", (call) => {
    const number = numberOf(world, call.req.param("id"));
    const { verification, code = null } = detailsOf(state, number.phoneNumberId);
    return call.json({ ...number, verification, code });
  });
  app.patch("/:id", async (call) => {
    const number = numberOf(world, call.req.param("id"));
    return call.json(changeNumber(world, number, await readBody(call, numberChange)));
  });
  return app;
}

function changeNumber(world: World, number: BusinessNumber, change: NumberChange): BusinessNumber {
  const { state, sender } = world;
  const { allowList: oldList, ...rest } = number;
  const allowList = change.allowList === undefined ? oldList : (change.allowList ?? undefined);
  const next: BusinessNumber = {
    ...rest,
    ...(allowList !== undefined && { allowList }),
    verifiedName: change.verifiedName ?? number.verifiedName,
    isRegistered: change.isRegistered ?? number.isRegistered,
    throughput: change.throughput ?? number.throughput,
    coexists: change.coexists ?? number.coexists,
    quality: change.quality ?? number.quality,
    accountMode: change.accountMode ?? number.accountMode,
    checksIdentity: change.checksIdentity ?? number.checksIdentity,
  };
  state.records.transaction(() => {
    state.numbers.put(next.phoneNumberId, next);
    for (const { field, value } of newsOf(world, number, next)) tellAccount(world, next.wabaId, field, value);
  });
  sender.wake();
  return next;
}

function newsOf({ state, options }: World, before: BusinessNumber, after: BusinessNumber) {
  const limit = messagingLimitOf(state, options);
  const about = { display_phone_number: after.displayPhoneNumber };
  const quality = (event: string): { field: string; value: Json } => ({
    field: "phone_number_quality_update",
    value: { ...about, event, current_limit: limit, max_daily_conversations_per_business: limit },
  });
  const name = { ...about, decision: "APPROVED", requested_verified_name: after.verifiedName };
  return [
    ...(before.throughput === "STANDARD" && after.throughput === "HIGH"
      ? [quality("THROUGHPUT_UPGRADE")]
      : []),
    ...(before.quality !== "RED" && after.quality === "RED" ? [quality("FLAGGED")] : []),
    ...(before.quality === "RED" && after.quality !== "RED" ? [quality("UNFLAGGED")] : []),
    ...(before.verifiedName === after.verifiedName
      ? []
      : [{ field: "phone_number_name_update", value: { ...name, rejection_reason: null } }]),
  ];
}
