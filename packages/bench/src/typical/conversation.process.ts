import { randomUUID } from "node:crypto";
import * as compliance from "@careline/contracts/compliance/v1/consent_service";
import { ConsentDecision } from "@careline/contracts/compliance/v1/events";
import * as schedule from "@careline/contracts/scheduling/v1/scheduling_service";
import { grpcCaller } from "./grpc.ts";
import type { Inbound, Outbound } from "./messages.ts";
import { connect, consume, decrypt, encrypt, env, isFirst, publish, topics } from "./shared.ts";

const { kafka, producer, db } = await connect("conversation");
const messages = db.collection<{ _id: string; [field: string]: unknown }>("messages");
const threads = db.collection<{ _id: string; stage: string; lastInboundAt: Date }>("threads");
await messages.createIndex({ contactId: 1, at: 1 });
const consent = grpcCaller(compliance.ConsentServiceDefinition, env.consentPort);
const scheduling = grpcCaller(schedule.SchedulingServiceDefinition, env.schedulingPort);

const choicesOf = (titles: Record<string, string>) =>
  Object.entries(titles).map(([id, title]) => ({ id, title }));
const interactive = (type: string, text: string, action: object) => ({ type, body: { text }, action });
const list = (text: string, titles: Record<string, string>): object =>
  interactive("list", text, { button: "Ver", sections: [{ rows: choicesOf(titles) }] });
const buttons = (text: string, titles: Record<string, string>): object => {
  const replies = choicesOf(titles).map((reply) => ({ type: "reply", reply }));
  return interactive("button", text, { buttons: replies });
};
const consentChoices = { "consent.yes": "Sí, de acuerdo", "consent.no": "No" };
const menuChoices = { "menu.book": "Pedir cita", "menu.visits": "Mis citas", "menu.person": "Una persona" };

async function hear({ messageId, tenant, contactId, choice, ...inbound }: Inbound): Promise<void> {
  if ((await messages.findOne({ _id: messageId })) !== null) return;
  const text = decrypt(inbound.text);
  const thread = await threads.findOne({ _id: contactId });
  const content = encrypt(JSON.stringify(await answer(contactId, text.toLowerCase(), choice, thread?.stage)));
  const intentId = randomUUID();
  const at = new Date(inbound.at);
  const outbound: Outbound = { intentId, tenant, contactId, phone: inbound.phone, content };
  await publish(producer, topics.outbound, contactId, outbound);
  const kept = { contactId, tenant, name: inbound.name, at };
  await isFirst(messages.insertOne({ _id: messageId, ...kept, direction: "in", text: encrypt(text) }));
  await messages.insertOne({ _id: intentId, ...kept, direction: "out", content });
  const next = { stage: choice || "idle", lastInboundAt: at };
  await threads.updateOne({ _id: contactId }, { $set: next }, { upsert: true });
  await publish(producer, topics.audit, tenant, {
    who: "conversation",
    action: "message.answered",
    contactId,
  });
}

async function answer(contactId: string, text: string, choice: string, stage?: string): Promise<object> {
  const about = { contactId, purpose: "care" };
  if (choice === "consent.yes" && stage !== undefined) {
    const decision = ConsentDecision.GRANTED;
    await consent("recordConsent", { ...about, decision, idempotencyKey: randomUUID(), at: new Date() });
    return visitTypes();
  }
  const { decision } = await consent<compliance.CheckConsentResponse>("checkConsent", about);
  if (decision !== ConsentDecision.GRANTED)
    return buttons("¿Podemos usar sus datos para atenderle?", consentChoices);
  if (choice.startsWith("type.")) {
    const wish = { visitTypeId: choice.slice(5), from: new Date(), limit: 8 };
    const { slots } = await scheduling<schedule.ListSlotsResponse>("listSlots", wish);
    const rows = slots.map(({ slotId, startsAt }) => [`time.${slotId}`, `${startsAt?.toISOString()}`]);
    return list("Estas horas están libres.", Object.fromEntries(rows));
  }
  return text.includes("cita") ? visitTypes() : buttons("¿En qué le ayudo?", menuChoices);
}

async function visitTypes(): Promise<object> {
  const { visitTypes: types } = await scheduling<schedule.ListVisitTypesResponse>("listVisitTypes", {});
  const rows = types.map(({ visitTypeId, names }) => [`type.${visitTypeId}`, names["es"] ?? ""]);
  return list("¿Qué visita necesita?", Object.fromEntries(rows));
}

await consume(kafka, "t-conversation", { [topics.messages]: hear });
process.send?.("ready");
