import { createHash, createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import express from "express";
import type { Inbound, Status } from "./messages.ts";
import { connect, encrypt, env, publish, topics } from "./shared.ts";

type Choice = { id: string; title: string };
type Content = { text?: { body: string }; interactive?: { button_reply?: Choice; list_reply?: Choice } };
interface Change {
  metadata: { phone_number_id: string };
  contacts?: { profile?: { name: string } }[];
  messages?: ({ id: string; from: string } & Content)[];
  statuses?: { status: string; biz_opaque_callback_data: string }[];
}

const { producer, db } = await connect("gateway");
const contacts = db.collection<{ _id: string; contactId: string; phone: string }>("contacts");
const known = new Map<string, string>();
const rawJson = express.raw({ type: "application/json", limit: "3mb" });

const app = express().post("/webhooks/whatsapp", rawJson, async (request, response) => {
  const body = request.body as Buffer;
  const expected = createHmac("sha256", env.appSecret).update(body).digest();
  const given = Buffer.from((request.get("x-hub-signature-256") ?? "").replace("sha256=", ""), "hex");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return response.sendStatus(401);
  const { entry } = JSON.parse(body.toString("utf8")) as { entry: { changes: { value: Change }[] }[] };
  for (const { value } of entry.flatMap(({ changes }) => changes)) await take(value);
  return response.sendStatus(200);
});

async function take({ metadata, contacts: people, messages = [], statuses = [] }: Change): Promise<void> {
  const tenant = metadata.phone_number_id;
  for (const { id, from, text, interactive } of messages) {
    const chosen = interactive?.button_reply ?? interactive?.list_reply;
    const inbound: Inbound = {
      messageId: createHash("sha256").update(id).digest("hex"),
      tenant,
      contactId: await contactOf(tenant, from),
      phone: encrypt(from),
      name: encrypt(people?.[0]?.profile?.name ?? ""),
      text: encrypt(text?.body ?? chosen?.title ?? ""),
      choice: chosen?.id ?? "",
      at: Date.now(),
    };
    await publish(producer, topics.messages, inbound.contactId, inbound);
  }
  for (const { status, biz_opaque_callback_data: intentId } of statuses) {
    const update: Status = { tenant, intentId, status, at: Date.now() };
    await publish(producer, topics.statuses, intentId, update);
  }
}

async function contactOf(tenant: string, phone: string): Promise<string> {
  const _id = createHmac("sha256", env.key).update(`${tenant}:${phone}`).digest("hex");
  const cached = known.get(_id);
  if (cached !== undefined) return cached;
  const fresh = { contactId: randomUUID(), phone: encrypt(phone) };
  const options = { upsert: true, returnDocument: "after" } as const;
  const found = await contacts.findOneAndUpdate({ _id }, { $setOnInsert: fresh }, options);
  const contactId = found?.contactId ?? fresh.contactId;
  known.set(_id, contactId);
  return contactId;
}

app.listen(env.port, "127.0.0.1", () => process.send?.("ready"));
