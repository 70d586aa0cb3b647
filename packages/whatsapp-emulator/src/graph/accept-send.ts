import { randomBytes } from "node:crypto";
import { lifetimeMs } from "../rules/expiry.ts";
import type { Json } from "../rules/json.ts";
import { type Price, priceOf } from "../rules/pricing.ts";
import type { Prospect } from "../rules/prospect.ts";
import type { Addressed } from "../rules/recipient.ts";
import { planStatuses } from "../rules/status-plan.ts";
import { wamid } from "../rules/wamid.ts";
import { answered, isFreeEntry } from "../rules/window.ts";
import { chatOf, putChat } from "../state/chats.ts";
import { viewOf } from "../state/live.ts";
import type { FaultOrder, Message, Patient, Recipient, Waiting } from "../state/model.ts";
import { countFreeService, freeServiceUsed } from "../state/quota.ts";
import { countReached } from "../state/reach.ts";
import type { World } from "../world.ts";
import { type Asked, isOpen, personOf } from "./check-send.ts";
import { keepComing } from "./coming.ts";
import { prospectOf } from "./prospect-of.ts";

export interface Accepted {
  readonly message: Message;
  readonly answer: Json;
}

/** Takes a message on. When it returns, message and coming statuses survive a crash. */
export function acceptSend(world: World, asked: Asked, lateFault: FaultOrder | undefined): Accepted {
  const { state, faults, statuses, live, pacer } = world;
  const { checked, patient, to } = asked;
  const fate: Prospect =
    lateFault === undefined ? prospectOf(world, asked) : { kind: "fails", code: lateFault.code ?? 131000 };
  const isHeld = state.holds.get(checked.template?.name ?? "") !== undefined;
  const recipient = recipientOf(to, patient);
  const plan = planStatuses({
    type: checked.type,
    isVoice: checked.shown.media?.isVoice === true,
    fate,
    readReceipts: patient?.readReceipts ?? false,
    faults: faults.forStatuses(patient?.id),
    delays: world.options.statusDelaysMs ?? {},
  });
  const { message, pending } = state.records.transaction(() => {
    const accepted: Message = { ...messageOf(world, asked, recipient), ...settle(world, asked, fate) };
    const waits = isHeld || fate.kind === "waits";
    const kept: Message = waits
      ? { ...accepted, waiting: waitingOf(world, asked, recipient, isHeld, fate) }
      : accepted;
    state.messages.put(kept.id, kept);
    return {
      message: kept,
      pending: isHeld ? [] : keepComing(world, kept, plan, recipient),
    };
  });
  pacer.countOut(asked.number, personOf(asked));
  statuses.watch(pending);
  live.say({ type: "message", message: viewOf(message) });
  return { message, answer: answerTo(asked, message.id, recipient, isHeld) };
}

function messageOf(
  world: World,
  { number, checked, patient, to, body }: Asked,
  recipient: Recipient,
): Message {
  const { state, now } = world;
  const user = to.by === "phone" ? { phone: recipient.phone ?? to.digits } : { bsuid: to.input };
  const { bizOpaqueCallbackData } = checked;
  return {
    cursor: state.nextOrder(),
    id: wamid(user, "out", randomBytes(9)),
    phoneNumberId: number.phoneNumberId,
    ...(patient !== undefined && { patientId: patient.id }),
    direction: "to_patient",
    at: now(),
    type: checked.type,
    body,
    shown: withMediaType(state, checked.shown),
    statuses: [],
    ...(bizOpaqueCallbackData !== undefined && { bizOpaqueCallbackData }),
  };
}

/** Counts the message where people and free messages are counted, and answers what it costs. */
function settle(world: World, asked: Asked, fate: Prospect): { readonly price?: Price } {
  const { state, now } = world;
  const { number, patient, checked, isMarketingApi } = asked;
  if (patient === undefined || fate.kind === "fails") return {};
  const { phoneNumberId } = number;
  if (!isOpen(world, number, patient)) countReached(state, personOf(asked), now());
  const chat = answered(chatOf(state, phoneNumberId, patient.id), now());
  if (chat.freeEntryUntil !== undefined) putChat(state, chat);
  const freeUsed = freeServiceUsed(state, phoneNumberId, now());
  const price = priceOf({
    template: checked.template,
    isFreeEntry: isFreeEntry(chat, now()),
    isMarketingApi,
    freeUsed,
  });
  if (price.type === "free_customer_service") countFreeService(state, phoneNumberId, now());
  return { price };
}

function waitingOf(
  { now }: World,
  { checked }: Asked,
  recipient: Recipient,
  isHeld: boolean,
  fate: Prospect,
): Waiting {
  const expiresAt = now() + lifetimeMs(checked.template);
  return { for: isHeld ? "quality-assessment" : "phone", fate, recipient, expiresAt };
}

function recipientOf(to: Addressed, patient: Patient | undefined): Recipient {
  const visible = patient?.phone ?? undefined;
  const phone = to.by === "phone" ? (visible ?? to.digits) : visible;
  const bsuid = patient === undefined ? (to.by === "bsuid" ? to.input : undefined) : patient.bsuid;
  return { ...(phone !== undefined && { phone }), ...(typeof bsuid === "string" && { bsuid }) };
}

function withMediaType(state: World["state"], shown: Message["shown"]): Message["shown"] {
  const stored = state.media.get(shown.media?.id ?? "");
  if (shown.media === undefined || stored === undefined) return shown;
  const filename = shown.media.filename ?? stored.filename;
  return {
    ...shown,
    media: { ...shown.media, mimeType: stored.mimeType, ...(filename !== undefined && { filename }) },
  };
}

function answerTo({ checked, to }: Asked, id: string, recipient: Recipient, isHeld: boolean): Json {
  const contact =
    to.by === "phone"
      ? { input: to.input, wa_id: recipient.phone ?? to.digits }
      : { input: to.input, user_id: to.input };
  const told = isHeld ? "held_for_quality_assessment" : "accepted";
  const status = checked.template === undefined ? {} : { message_status: told };
  return { messaging_product: "whatsapp", contacts: [contact], messages: [{ id, ...status }] };
}
