import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { setTimeout as pause } from "node:timers/promises";
import { codeOf } from "../rules/codes.ts";
import { jsonAt, textAt, type Json } from "../rules/json.ts";
import { Refusal } from "../rules/refusal.ts";
import { viewOf } from "../state/live.ts";
import type { BusinessNumber, FaultOrder } from "../state/model.ts";
import type { World } from "../world.ts";
import { withLink } from "../link/with-link.ts";
import { acceptSend } from "./accept-send.ts";
import { checkPace, checkSend, type Asked } from "./check-send.ts";
import { paramsOf } from "./params.ts";

type Call = Context<{ Bindings: HttpBindings }>;

const dayMs = 24 * 60 * 60 * 1000;
const hangMs = 120_000;

/** POST /{phone-number-id}/messages: a send, or marking a patient's message as read. */
export async function messagesRoute(world: World, call: Call, number: BusinessNumber): Promise<Response> {
  const body = await paramsOf(call);
  if (body["status"] !== undefined) return call.json(markAsRead(world, body, number));
  return answerSend(world, call, checkSend(world, body, number));
}

/** POST /{phone-number-id}/marketing_messages: marketing templates, at another price. */
export async function marketingRoute(world: World, call: Call, number: BusinessNumber): Promise<Response> {
  const checked = checkSend(world, await paramsOf(call), number);
  if (checked.checked.template?.category !== "MARKETING")
    throw new Refusal(131055, "Only marketing templates can be sent by this API.");
  return answerSend(world, call, { ...checked, isMarketingApi: true });
}

async function answerSend(world: World, call: Call, checked: Asked): Promise<Response> {
  const asked = await withLink(world, checked);
  checkPace(world, asked);
  const fault = world.faults.forAnswer(asked.patient?.id);
  const late = fault?.kind === "error" && isLate(fault) ? fault : undefined;
  const accept = (): Json => acceptSend(world, asked, late).answer;

  if (fault === undefined) return call.json(accept());
  switch (fault.kind) {
    case "error":
      if (late !== undefined) return call.json(accept());
      throw orderedRefusal(fault);
    case "http500": {
      const status = typeof fault.status === "number" ? fault.status : 500;
      return new Response("<!DOCTYPE html><html><body>Sorry, something went wrong.</body></html>", {
        status,
        headers: { "content-type": "text/html; charset=utf-8" },
      });
    }
    case "refuse":
      return cutOff(call);
    case "resetAfterAccept":
      accept();
      return cutOff(call);
    case "timeoutAfterAccept":
      accept();
      await pauseUntilClosed(call, fault.delayMs ?? hangMs);
      return cutOff(call);
    case "slow": {
      const answer = accept();
      await pause(fault.delayMs ?? 3_000);
      return call.json(answer);
    }
    case "statusBeforeResponse": {
      const { message, answer } = acceptSend(world, asked, undefined);
      world.statuses.bringForward(new Set([message.id]));
      await pause(fault.delayMs ?? 300);
      return call.json(answer);
    }
    case "loseStatus":
    case "delayStatus":
    case "duplicateStatus":
    case "disorder":
    case "sentAfterFailed":
      return call.json(accept());
  }
}

// With an HTTP status it is told at once, also where Meta mostly tells it late.
function isLate({ code = 131000, status }: FaultOrder): boolean {
  return codeOf(code).isLate === true && typeof status !== "number";
}

function orderedRefusal({ code = 131000, status }: FaultOrder): Refusal {
  const extras = typeof status === "number" ? { httpStatus: status } : {};
  if (code !== 190) return new Refusal(code, undefined, extras);
  const message = "Error validating access token: Session has expired.";
  return new Refusal(190, undefined, { ...extras, message, subcode: 463 });
}

function markAsRead({ state, live, now }: World, body: Json, number: BusinessNumber): Json {
  if (body["messaging_product"] !== "whatsapp") {
    throw new Refusal(100, "The parameter messaging_product is required.");
  }
  if (body["status"] !== "read") throw new Refusal(100, "Param status must be one of {READ}.");
  const id = textAt(body, "message_id");
  if (id === undefined) throw new Refusal(131008, "The parameter message_id is required.");
  const typing = body["typing_indicator"];
  if (typing !== undefined && jsonAt(body, "typing_indicator")?.["type"] !== "text") {
    throw new Refusal(100, "Param typing_indicator['type'] must be one of {TEXT}.");
  }
  const read = state.messages.get(id);
  const isOurs = read?.direction === "from_patient" && read.phoneNumberId === number.phoneNumberId;
  if (read === undefined || !isOurs || now() - read.at > 30 * dayMs) {
    throw new Refusal(131009, "Message is not available.");
  }
  // Reading one message reads all before it.
  const earlier = [...state.messages.values()].filter(
    (each) =>
      each.patientId === read.patientId &&
      each.phoneNumberId === number.phoneNumberId &&
      each.direction === "from_patient" &&
      each.cursor <= read.cursor &&
      !each.statuses.some(({ status }) => status === "read"),
  );
  state.records.transaction(() => {
    for (const each of earlier) {
      const next = { ...each, statuses: [...each.statuses, { status: "read" as const, at: now() }] };
      state.messages.put(each.id, next);
      live.say({ type: "message", message: viewOf(next) });
    }
  });
  if (typing !== undefined && read.patientId !== undefined)
    live.say({ type: "typing", patientId: read.patientId });
  return { success: true };
}

function cutOff(call: Call): Response {
  call.env.incoming.socket.resetAndDestroy();
  return new Response(null, { status: 500 });
}

function pauseUntilClosed(call: Call, maxMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, maxMs);
    call.env.incoming.socket.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
