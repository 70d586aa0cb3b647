import { setTimeout as pause } from "node:timers/promises";
import { Hono } from "hono";
import { Fault } from "@careline/faults";
import { z } from "zod";
import { durationMs } from "../rules/duration.ts";
import { faultKinds } from "../state/model.ts";
import { plantNumbers } from "../state/numbers.ts";
import { plantTemplates } from "../state/templates.ts";
import { bringTemplatesUpToDate } from "../templates/due.ts";
import type { World } from "../world.ts";
import { patientOf, plantSeed } from "./patients.ts";
import { readBody } from "./read-body.ts";

const faultOrder = z.strictObject({
  target: z.enum(["send", "webhook"]).default("send"),
  kind: z.enum(faultKinds),
  code: z.int().nonnegative().optional(),
  status: z
    .union([z.int().min(400).max(599), z.enum(["sent", "delivered", "read", "played", "failed"])])
    .optional(),
  times: z.int().min(1).max(100_000).default(1),
  skip: z.int().min(0).max(100_000).optional(),
  delayMs: z.int().min(0).max(600_000).optional(),
  patient: z.string().optional(),
});

const restMs = 2_000;

const clockOrder = z.union([
  z.strictObject({ advance: z.string() }),
  z.strictObject({ to: z.iso.datetime({ offset: true }) }),
]);

/** The clock, faults, and a new beginning. */
export function houseRoutes(world: World): Hono {
  const { options, state, live, faults, sender, statuses, now } = world;
  const app = new Hono();
  const moment = (): string => new Date(now()).toISOString();

  app.get("/business", (call) =>
    call.json({ name: options.verifiedName, phone: options.displayPhoneNumber }),
  );
  app.get("/clock", (call) => call.json({ now: moment() }));
  app.post("/clock", async (call) => {
    const order = await readBody(call, clockOrder);
    const target = "to" in order ? Date.parse(order.to) : now() + requiredDuration(order.advance);
    if (target < now()) throw new Fault("invalid", "the clock only moves forward");
    if (options.onClock === undefined) throw new Fault("invalid", "the clock of this house cannot be moved");
    await options.onClock(new Date(target));
    // In the time that has passed, everything that waits would have been tried again.
    sender.hurry();
    bringTemplatesUpToDate(world);
    await rest(() => sender.isIdle() && statuses.isIdle());
    live.say({ type: "clock", now: moment() });
    return call.json({ now: moment() });
  });

  app.get("/faults", (call) => call.json({ faults: faults.all() }));
  app.post("/faults", async (call) => {
    const order = await readBody(call, faultOrder);
    if (order.patient !== undefined) patientOf(state, order.patient);
    return call.json(faults.order(order), 201);
  });
  app.delete("/faults", (call) => {
    faults.clear();
    return call.json({ faults: [] });
  });

  app.delete("/", (call) => {
    state.records.clear();
    plantNumbers(state, options);
    plantTemplates(state, options, now());
    plantSeed(state, options.seed ?? [], now());
    live.say({ type: "reset" });
    return call.json({ reset: true });
  });
  return app;
}

/** Waits for what was hurried to arrive, but not for a receiver that is away. */
async function rest(isAtRest: () => boolean): Promise<void> {
  const until = Date.now() + restMs;
  while (!isAtRest() && Date.now() < until) await pause(20);
}

function requiredDuration(text: string): number {
  const ms = durationMs(text);
  if (ms === undefined) throw new Fault("invalid", "advance is an ISO 8601 duration such as PT71H or P1D");
  return ms;
}
