import type { Outbound, Status } from "./messages.ts";
import { connect, consume, decrypt, env, isFirst, publish, topics } from "./shared.ts";

const { kafka, producer, db } = await connect("notification");
const deliveries = db.collection<{ _id: string; [field: string]: unknown }>("deliveries");
const ranks = ["submitting", "accepted", "sent", "delivered", "read"];

async function send({ intentId, tenant, contactId, phone, content }: Outbound): Promise<void> {
  const delivery = { _id: intentId, tenant, contactId, phone, content, state: "submitting", at: new Date() };
  if (!(await isFirst(deliveries.insertOne(delivery)))) return;
  const answer = await fetch(`${env.graphUrl}/v26.0/${tenant}/messages`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer token" },
    body: JSON.stringify({
      messaging_product: "whatsapp",
      recipient_type: "individual",
      to: `+${decrypt(phone)}`,
      biz_opaque_callback_data: intentId,
      type: "interactive",
      interactive: JSON.parse(decrypt(content)) as object,
    }),
    signal: AbortSignal.timeout(10_000),
  });
  const { messages } = (await answer.json()) as { messages: readonly { id: string }[] };
  await deliveries.updateOne({ _id: intentId }, { $set: { state: "accepted", wamid: messages[0]?.id } });
  await publish(producer, topics.audit, tenant, {
    who: "notification",
    action: "message.sent",
    contactId,
  });
}

async function settle({ tenant, intentId, status, at }: Status): Promise<void> {
  const state = { $in: ranks.slice(0, Math.max(0, ranks.indexOf(status))) };
  const change = { $set: { state: status, [`${status}At`]: new Date(at) } };
  await deliveries.updateOne({ _id: intentId, tenant, state }, change);
  await publish(producer, topics.audit, tenant, {
    who: "notification",
    action: `message.${status}`,
    intentId,
  });
}

await consume(kafka, "t-notification", { [topics.outbound]: send, [topics.statuses]: settle });
process.send?.("ready");
