import { Hono } from "hono";
import { z } from "zod";
import { accountBody, webhookBody } from "../rules/webhook-body.ts";
import { wire } from "../rules/wire.ts";
import type { Delivery } from "../state/model.ts";
import { appCallback, appsOf } from "../webhook/apps.ts";
import { badKinds, badWebhook } from "../webhook/bad.ts";
import { mannerOf, orderManner } from "../webhook/manner.ts";
import type { World } from "../world.ts";
import { readBody } from "./read-body.ts";

const probability = z.number().min(0).max(1);

const mannerOrder = z.strictObject({
  schedule: z.enum(["quick", "falling"]).optional(),
  timeScale: z.number().positive().optional(),
  timeoutMs: z.int().min(100).max(60_000).optional(),
  takesAny2xx: z.boolean().optional(),
  batchMax: z.int().min(1).max(1_000).optional(),
  batchShape: z.enum(["changes", "entries"]).optional(),
  duplicateProbability: probability.optional(),
  disorderProbability: probability.optional(),
});

const rawWebhook = z.strictObject({ field: z.string().min(1), value: z.record(z.string(), z.unknown()) });
const badOrder = z.strictObject({ kind: z.enum(badKinds) });

/** Webhooks as such: what waits, how they are delivered, and some that no Meta would send. */
export function webhookRoutes({ options, state, sender, poster, now }: World): Hono {
  const app = new Hono();
  const [firstApp] = appsOf(options);
  app.post("/", async (call) => {
    const { field, value } = await readBody(call, rawWebhook);
    // What is about a number and its chats names the number, and not when it happened.
    const isOfNumber = field === "messages" || value["metadata"] !== undefined;
    const body = isOfNumber
      ? webhookBody(options, field, value)
      : accountBody(options.wabaId, field, value, now());
    const webhook = { lane: "account", field, body: wire(body) };
    const id = sender.enqueue(webhook);
    const first = sender.firstAnswer(id);
    sender.wake();
    return call.json({ webhook: await first }, 201);
  });
  app.get("/", (call) => {
    const waiting = [...state.deliveries.values()].map(asWaiting);
    const dropped = sender.dropped();
    const { url } = appCallback(state, firstApp);
    return call.json({ waiting, dropped: dropped.length, lost: dropped.map(asWaiting), url });
  });
  app.get("/manner", (call) => call.json(mannerOf(state, options)));
  app.post("/manner", async (call) => {
    const order = await readBody(call, mannerOrder);
    orderManner(state, Object.fromEntries(Object.entries(order).filter(([, value]) => value !== undefined)));
    sender.wake();
    return call.json(mannerOf(state, options));
  });
  app.post("/bad", async (call) => {
    const { kind } = await readBody(call, badOrder);
    const { bytes, headers } = badWebhook(kind, options, firstApp.secret, sender.lastTaken()?.body);
    return call.json({ webhook: await poster.post(appCallback(state, firstApp).url, bytes, headers) }, 201);
  });
  return app;
}

function asWaiting({ id, appId, attempts, nextAt, lastReason, messageId, field, createdAt }: Delivery) {
  return {
    id,
    appId: appId ?? null,
    field: field ?? "messages",
    createdAt: new Date(createdAt).toISOString(),
    attempts,
    nextAttemptAt: new Date(nextAt).toISOString(),
    lastReason: lastReason ?? null,
    messageId: messageId ?? null,
  };
}
