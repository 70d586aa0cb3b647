import { Hono, type Context } from "hono";
import { streamSSE } from "hono/streaming";
import { Fault } from "@careline/faults";
import { z } from "zod";
import { durationMs } from "../rules/duration.ts";
import { wire } from "../rules/wire.ts";
import { webhookBody } from "../rules/webhook-body.ts";
import { viewOf } from "../state/live.ts";
import { faultKinds } from "../state/model.ts";
import type { World } from "../world.ts";
import { inboundOrder } from "./inbound-order.ts";
import { makePatient, newPatient, patientOf } from "./patients.ts";
import { sendAsPatient } from "./send-as-patient.ts";

const faultOrder = z.strictObject({
  target: z.enum(["send", "webhook"]).default("send"),
  kind: z.enum(faultKinds),
  code: z.int().nonnegative().optional(),
  status: z.union([z.int().min(400).max(599), z.enum(["sent", "delivered", "read", "failed"])]).optional(),
  times: z.int().min(1).max(100_000).default(1),
  delayMs: z.int().min(0).max(600_000).optional(),
  patient: z.string().optional(),
});

const clockOrder = z.union([
  z.strictObject({ advance: z.string() }),
  z.strictObject({ to: z.iso.datetime({ offset: true }) }),
]);

const rawWebhook = z.strictObject({ field: z.string().min(1), value: z.record(z.string(), z.unknown()) });

/** What tests, scripts and the phone page steer the emulator with. */
export function controlRoutes(world: World): Hono {
  const { options, state, live, faults, sender, statuses, now } = world;
  const app = new Hono();

  app.post("/patients", async (call) => {
    const patient = makePatient(state, await read(call, newPatient), now());
    live.say({ type: "patient", patient });
    return call.json(patient, 201);
  });
  app.get("/patients", (call) => call.json({ patients: [...state.patients.values()] }));
  app.post("/patients/:id/messages", async (call) => {
    const patient = patientOf(state, call.req.param("id"));
    const { message, webhook } = await sendAsPatient(world, patient, await read(call, inboundOrder));
    return call.json({ id: message.id, cursor: message.cursor, webhook }, 201);
  });
  app.post("/patients/:id/read", (call) => {
    const { id } = patientOf(state, call.req.param("id"));
    const own = [...state.pendingStatuses.values()].filter(
      ({ messageId }) => state.messages.get(messageId)?.patientId === id,
    );
    statuses.bringForward(new Set(own.map(({ messageId }) => messageId)));
    return call.json({ read: own.length });
  });

  app.get("/messages", (call) => {
    const after = Number(call.req.query("after") ?? 0);
    if (!Number.isFinite(after)) throw new Fault("invalid", "after is a cursor that an earlier answer gave");
    const patient = call.req.query("patient");
    if (patient !== undefined) patientOf(state, patient);
    const messages = [...state.messages.values()]
      .filter((message) => message.cursor > after && (patient === undefined || message.patientId === patient))
      .toSorted((one, other) => one.cursor - other.cursor)
      .map(viewOf);
    return call.json({ messages, cursor: messages.at(-1)?.cursor ?? after });
  });
  app.get("/media/:id", (call) => {
    const media = state.media.get(call.req.param("id"));
    const bytes = media === undefined ? undefined : state.records.blobs.get(media.id);
    if (media === undefined || bytes === undefined) throw new Fault("missing", "no such media");
    const name = encodeURIComponent(media.filename ?? media.id);
    return new Response(new Uint8Array(bytes), {
      headers: {
        // Never run as a page of ours, whatever a patient or a business put into it.
        "content-type": /^(image\/(png|jpeg|webp)|audio\/|video\/)/.test(media.mimeType)
          ? media.mimeType
          : "application/octet-stream",
        "content-disposition": `inline; filename*=UTF-8''${name}`,
        "x-content-type-options": "nosniff",
        "content-security-policy": "sandbox",
      },
    });
  });

  app.get("/clock", (call) => call.json({ now: new Date(now()).toISOString() }));
  app.post("/clock", async (call) => {
    const order = await read(call, clockOrder);
    const target = "to" in order ? new Date(order.to).getTime() : now() + requiredDuration(order.advance);
    if (target < now()) throw new Fault("invalid", "the clock only moves forward");
    if (options.onClock === undefined) throw new Fault("invalid", "the clock of this house cannot be moved");
    await options.onClock(new Date(target));
    sender.hurry();
    const moment = new Date(now()).toISOString();
    live.say({ type: "clock", now: moment });
    return call.json({ now: moment });
  });

  app.get("/faults", (call) => call.json({ faults: faults.all() }));
  app.post("/faults", async (call) => {
    const { code, status, delayMs, patient, ...rest } = await read(call, faultOrder);
    if (patient !== undefined) patientOf(state, patient);
    const ordered = faults.order({
      ...rest,
      ...(code !== undefined && { code }),
      ...(status !== undefined && { status }),
      ...(delayMs !== undefined && { delayMs }),
      ...(patient !== undefined && { patient }),
    });
    return call.json(ordered, 201);
  });
  app.delete("/faults", (call) => {
    faults.clear();
    return call.json({ faults: [] });
  });

  app.post("/webhooks", async (call) => {
    const { field, value } = await read(call, rawWebhook);
    const id = sender.enqueue({ lane: "account", body: wire(webhookBody(options, field, value)) });
    const first = sender.firstAnswer(id);
    sender.wake();
    return call.json({ webhook: await first }, 201);
  });
  app.get("/webhooks", (call) => {
    const waiting = [...state.deliveries.values()].map(({ id, attempts, nextAt, lastReason, messageId }) => ({
      id,
      attempts,
      nextAttemptAt: new Date(nextAt).toISOString(),
      ...(lastReason !== undefined && { lastReason }),
      ...(messageId !== undefined && { messageId }),
    }));
    return call.json({
      waiting,
      dropped: sender.dropped(),
      url: state.settings.get("webhookUrl") ?? options.webhookUrl,
    });
  });

  app.get("/events", (call) =>
    streamSSE(call, async (stream) => {
      const stop = live.listen(
        (event) => void stream.writeSSE({ event: event.type, data: JSON.stringify(event) }),
      );
      stream.onAbort(stop);
      while (!stream.aborted && !stream.closed) {
        await stream.writeSSE({ event: "beat", data: "{}" });
        await stream.sleep(15_000);
      }
      stop();
    }),
  );

  app.delete("/", (call) => {
    state.records.clear();
    live.say({ type: "reset" });
    return call.json({ reset: true });
  });
  app.all("*", () => {
    throw new Fault("missing", "no such control route");
  });
  return app;
}

async function read<Shape extends z.ZodType>(call: Context, shape: Shape): Promise<z.output<Shape>> {
  let body: unknown;
  try {
    body = await call.req.json();
  } catch {
    throw new Fault("invalid", "the body is not JSON");
  }
  const parsed = shape.safeParse(body);
  if (!parsed.success) throw new Fault("invalid", z.prettifyError(parsed.error));
  return parsed.data;
}

function requiredDuration(text: string): number {
  const ms = durationMs(text);
  if (ms === undefined) throw new Fault("invalid", "advance is an ISO 8601 duration such as PT71H or P1D");
  return ms;
}
