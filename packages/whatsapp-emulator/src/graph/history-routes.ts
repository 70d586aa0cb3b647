import type { Context } from "hono";
import type { Json } from "../rules/json.ts";
import { pageOf } from "../rules/paging.ts";
import { pickFields } from "../rules/pick-fields.ts";
import { unknownObject } from "../rules/refusal.ts";
import type { BusinessNumber, Message } from "../state/model.ts";
import type { World } from "../world.ts";
import { appsOf, callbackFor } from "../webhook/apps.ts";
import { reaches } from "./access.ts";
import { invalid } from "./params.ts";

/** GET /{phone-number-id}/message_history: which statuses a message had, and whether we took their webhooks. */
export function historyRoute(world: World, call: Context, number: BusinessNumber): Response {
  const { message_id: id, fields, ...query } = call.req.query();
  if (Number(query["limit"] ?? 1) > 100) throw invalid("Param limit must be from 1 to 100.");
  const found = [...world.state.messages.values()].filter(
    (message) =>
      message.direction === "to_patient" &&
      message.phoneNumberId === number.phoneNumberId &&
      (id === undefined || message.id === id),
  );
  const { items, paging } = pageOf(found, query, ({ cursor }) => cursor, call.req.url);
  const data = items.map((message) => {
    const all = {
      id: historyId(message),
      message_id: message.id,
      events: { data: eventsOf(world, message) },
    };
    return pickFields(all, fields, ["message_id", "events"]);
  });
  return call.json({ data, paging });
}

/** GET /{message-history-id}/events */
export function historyEventsRoute(world: World, call: Context, id: string): Response {
  const message = [...world.state.messages.values()].find(
    (each) => each.direction === "to_patient" && historyId(each) === id,
  );
  const number = world.state.numbers.get(message?.phoneNumberId ?? "");
  if (message === undefined || number === undefined || !reaches(world, call, number.wabaId))
    throw unknownObject(id, "get");
  return call.json({ data: eventsOf(world, message) });
}

function historyId({ cursor }: Message): string {
  return `6${String(cursor).padStart(15, "0")}`;
}

function eventsOf({ state, options }: World, message: Message): readonly Json[] {
  const [app] = appsOf(options);
  const wabaId = state.numbers.get(message.phoneNumberId)?.wabaId ?? "";
  const about = { wabaId, phoneNumberId: message.phoneNumberId };
  const owed = [...state.deliveries.values()].filter(({ messageId }) => messageId === message.id);
  return message.statuses.map(({ status, at, code }, index) => {
    const waiting = owed.find((delivery) => delivery.body.includes(`"status":"${status}"`));
    return {
      id: `${historyId(message)}${index}`,
      delivery_status: status.toUpperCase(),
      timestamp: Math.floor(at / 1000),
      webhook_update_state: waiting === undefined ? "DELIVERED" : "PENDING",
      application: { id: app.id },
      webhook_uri: callbackFor(state, app, about).url,
      ...(code !== undefined && { error_description: String(code) }),
      ...(waiting?.lastReason !== undefined && { error_description: waiting.lastReason }),
    };
  });
}
