import { topics } from "@careline/contracts";
import { MessageKind } from "@careline/contracts/gateway/v1/events";
import { parseWebhook } from "@careline/whatsapp";
import {
  accountFieldSamples,
  chatFieldSamples,
  inboundKinds,
  webhookOfField,
} from "@careline/whatsapp/samples";
import { expect, test } from "vitest";
import { contentOf, eventsOf, house, posted, valueOf } from "../fixtures.ts";
import { receiveWebhook } from "./receive-webhook.ts";

const amina = { from: "447700900123", from_user_id: "GB.7Q2n8sD41xYb0" };
/** What a sample is read as, as it stands sealed. */
function wanted({ text, groupId, from, ...rest }: Readonly<Record<string, unknown>>): object {
  const part = ["media", "location", "contacts", "order", "correction"].find(
    (one) => rest[one] !== undefined,
  );
  const $case = rest["form"] === undefined ? part : "flow";
  const { phone = "", userId = "" } = (from ?? {}) as { phone?: string; userId?: string };
  return {
    ...(text !== undefined && { text }),
    ...(groupId !== undefined && { groupId }),
    ...($case !== undefined && { part: { $case } }),
    ...(from !== undefined && { from: { phone, userId } }),
  };
}

async function received(body: unknown) {
  const at = await house();
  await receiveWebhook(at.ports)(parseWebhook(body));
  return {
    at,
    events: eventsOf(topics.messageReceived, at.held),
    changes: eventsOf(topics.accountChanged, at.held),
  };
}

test.each(inboundKinds)("%s: its kind in clear, all that it holds sealed", async (_, message, expected) => {
  const { at, events } = await received(
    posted({ messages: [{ id: "wamid.1", timestamp: "1763800012", ...amina, ...message }] }),
  );
  expect(events).toHaveLength(1);
  const [event] = events;
  if (event === undefined) return;
  expect(event.value.kind).toBe(
    MessageKind[String(expected["kind"]).toUpperCase() as keyof typeof MessageKind],
  );
  const content = await contentOf(at.phi, event);
  expect(content).toMatchObject(wanted(expected));
  expect(JSON.parse(content.raw)).toMatchObject(message);
});

test.each(chatFieldSamples)("%s reaches whom it is about", async (_, field, value, expected) => {
  const { at, events } = await received(webhookOfField(field, value));
  expect(events).toMatchObject([{ value: { echo: expected["isEcho"] ?? false } }]);
  const content = events[0] && (await contentOf(at.phi, events[0]));
  expect(content).toMatchObject(wanted(expected));
});

const accountFields = accountFieldSamples.filter(([field]) => field !== "messages");

test.each(accountFields)("%s is kept for its clinic, as it came", async (field, value) => {
  const { at, events, changes } = await received(webhookOfField(field, value));
  expect(events).toEqual([]);
  expect(changes).toMatchObject([{ value: { field, understood: true } }]);
  expect(changes[0] && (await valueOf(at.phi, changes[0]))).toEqual(value);
});
