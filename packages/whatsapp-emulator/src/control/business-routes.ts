import { Hono } from "hono";
import { Fault } from "@careline/faults";
import { z } from "zod";
import { tellAccount } from "../account-webhook.ts";
import { goOn } from "../graph/go-on.ts";
import { billOf } from "../rules/bill.ts";
import { jsonAt, textAt } from "../rules/json.ts";
import { messagingLimits, type MessagingLimit } from "../rules/messaging-limit.ts";
import type { Prospect } from "../rules/prospect.ts";
import { limitsOf, orderLimits } from "../state/limits.ts";
import { messagingLimitOf } from "../state/reach.ts";
import type { World } from "../world.ts";
import { readBody } from "./read-body.ts";

const tiers = Object.keys(messagingLimits) as MessagingLimit[];

const limitsOrder = z.union([
  z.literal("off"),
  z.strictObject({
    numberPerSecond: z.int().min(1).optional(),
    pairs: z.boolean().optional(),
    managementPerHour: z.int().min(1).optional(),
    timeScale: z.number().positive().optional(),
    messagingLimit: z.enum(tiers).optional(),
  }),
]);

const hold = z.strictObject({ template: z.string().min(1) });
const release = z.strictObject({ outcome: z.enum(["sent", "failed"]) });

/** What the business may send, what is held, and what it costs. */
export function businessRoutes(world: World): Hono {
  const { options, state, sender, now } = world;
  const app = new Hono();

  app.get("/limits", (call) => call.json({ limits: limitsOf(state, options) }));
  app.post("/limits", async (call) => {
    const order = await readBody(call, limitsOrder);
    const before = messagingLimitOf(state, options);
    orderLimits(state, order);
    if (messagingLimitOf(state, options) !== before) tellCapability(world);
    sender.wake();
    return call.json({ limits: order });
  });

  app.get("/holds", (call) => call.json({ templates: [...state.holds.values()] }));
  app.post("/holds", async (call) => {
    const { template } = await readBody(call, hold);
    state.holds.put(template, template);
    return call.json({ template }, 201);
  });
  app.post("/holds/:template", async (call) => {
    const template = call.req.param("template");
    if (state.holds.get(template) === undefined) throw new Fault("missing", "this template is not held");
    const { outcome } = await readBody(call, release);
    state.holds.delete(template);
    return call.json({ [outcome]: letGo(world, template, outcome) });
  });

  app.get("/bill", (call) => {
    const month = call.req.query("month") ?? new Date(now()).toISOString().slice(0, 7);
    if (!/^\d{4}-\d\d$/.test(month)) throw new Fault("invalid", "month is written YYYY-MM");
    return call.json(billOf([...state.messages.values()], month, options.rates));
  });
  return app;
}

/** Each held message of the template goes on as it would have, or fails as one of a paused template. */
function letGo(world: World, template: string, outcome: "sent" | "failed"): number {
  const held = [...world.state.messages.values()].filter(
    ({ waiting, body }) =>
      waiting?.for === "quality-assessment" && textAt(jsonAt(body, "template"), "name") === template,
  );
  for (const message of held) {
    const fate: Prospect = message.waiting?.fate ?? { kind: "arrives" };
    goOn(world, message, outcome === "sent" ? fate : { kind: "fails", code: 132015 });
  }
  return held.length;
}

function tellCapability(world: World): void {
  const { state, options } = world;
  const value = {
    max_daily_conversations_per_business: messagingLimitOf(state, options),
    max_phone_numbers_per_business: 20,
  };
  for (const { wabaId } of state.accounts.values())
    tellAccount(world, wabaId, "business_capability_update", value);
}
