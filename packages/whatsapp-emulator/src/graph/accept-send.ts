import { randomBytes } from "node:crypto";
import { addressed, phoneVariants, type Addressed } from "../rules/recipient.ts";
import { checkMessage, type Checked } from "../rules/check-message.ts";
import type { Json } from "../rules/json.ts";
import { suits } from "../rules/media-types.ts";
import { pricingOf } from "../rules/pricing.ts";
import { Refusal } from "../rules/refusal.ts";
import { planStatuses } from "../rules/status-plan.ts";
import { wamid } from "../rules/wamid.ts";
import { isWindowOpen } from "../rules/window.ts";
import { chatOf } from "../state/chats.ts";
import type {
  BusinessNumber,
  FaultOrder,
  Message,
  Patient,
  PendingStatus,
  Recipient,
} from "../state/model.ts";
import { viewOf } from "../state/live.ts";
import type { World } from "../world.ts";
import { usableMedia } from "./media.ts";

export interface Accepted {
  readonly message: Message;
  readonly answer: Json;
}

/** What a send asks for, once Meta's immediate checks have passed. */
export interface Asked {
  readonly number: BusinessNumber;
  readonly body: Json;
  readonly checked: Checked;
  readonly to: Addressed;
  readonly patient: Patient | undefined;
}

/** Everything that Meta refuses at once. Throws a Refusal, and keeps nothing. */
export function checkSend({ options, state, now }: World, body: Json, number: BusinessNumber): Asked {
  const checked = checkMessage(body, options.templates ?? []);
  const to = addressed(body);
  if (to.by === "phone" && to.digits === number.displayPhoneNumber)
    throw new Refusal(131021, "Recipient phone number cannot be the sender.");
  if (to.by === "bsuid" && checked.template?.category === "AUTHENTICATION") {
    throw new Refusal(131062, "Authentication templates need a phone number.");
  }
  const mediaId = checked.shown.media?.id;
  if (mediaId !== undefined && usableMedia(state, mediaId, now()) === undefined) {
    throw new Refusal(
      100,
      `Param ${checked.type}['id'] is not a valid whatsapp business account media attachment ID`,
    );
  }
  return { number, body, checked, to, patient: patientBehind(state.patients.values(), to) };
}

function patientBehind(patients: Iterable<Patient>, to: Addressed): Patient | undefined {
  const names = to.by === "phone" ? phoneVariants(to.digits) : [to.input];
  for (const patient of patients) {
    const own = to.by === "phone" ? patient.phone : patient.bsuid;
    if (own !== null && names.includes(own)) return patient;
  }
  return undefined;
}

/** Takes a message on. When it returns, message and coming statuses survive a crash. */
export function acceptSend(world: World, asked: Asked, lateFault: FaultOrder | undefined): Accepted {
  const { state, faults, statuses, live } = world;
  const { number, checked, to, patient, body } = asked;
  const recipient = recipientOf(to, patient);
  const failure = lateFault?.code ?? lateFailure(world, asked);
  const plan = planStatuses({
    type: checked.type,
    ...(failure !== undefined && { failure }),
    readReceipts: patient?.readReceipts ?? false,
    faults: faults.forStatuses(patient?.id),
  });
  const startedAt = Date.now();
  const { message, pending } = state.records.transaction(() => {
    const accepted: Message = {
      cursor: state.nextOrder(),
      id: wamid(
        to.by === "phone" ? { phone: recipient.phone ?? to.digits } : { bsuid: to.input },
        "out",
        randomBytes(9),
      ),
      phoneNumberId: number.phoneNumberId,
      ...(patient !== undefined && { patientId: patient.id }),
      direction: "to_patient",
      at: world.now(),
      type: checked.type,
      body,
      shown: withMediaType(state, checked),
      statuses: [],
      ...(checked.bizOpaqueCallbackData !== undefined && {
        bizOpaqueCallbackData: checked.bizOpaqueCallbackData,
      }),
    };
    state.messages.put(accepted.id, accepted);
    const coming = plan.map(({ afterMs, ...planned }): PendingStatus => ({
      ...planned,
      id: `${accepted.id}/${planned.status}`,
      order: state.nextOrder(),
      messageId: accepted.id,
      dueAt: startedAt + afterMs,
      recipient,
      ...((planned.status === "sent" || planned.status === "delivered") && {
        pricing: pricingOf(checked.template),
      }),
    }));
    for (const each of coming) state.pendingStatuses.put(each.id, each);
    return { message: accepted, pending: coming };
  });
  statuses.watch(pending);
  live.say({ type: "message", message: viewOf(message) });
  return { message, answer: answerTo(asked, message.id, recipient) };
}

/** Problems that Meta tells only later, by a `failed` status. */
function lateFailure(
  { options, state, now }: World,
  { number, checked, patient }: Asked,
): number | undefined {
  if (patient === undefined) return 131026;
  const { lastInboundAt = options.unknownWindow === "open" ? now() : undefined } = chatOf(
    state,
    number.phoneNumberId,
    patient.id,
  );
  if (checked.template === undefined && !isWindowOpen(lastInboundAt, now())) return 131047;
  const { media, reaction } = checked.shown;
  const stored = state.media.get(media?.id ?? "");
  if (media !== undefined && stored !== undefined && !suits(media.kind, stored.mimeType)) return 131053;
  if (reaction !== undefined && state.messages.get(reaction.messageId)?.direction !== "from_patient")
    return 131009;
  return undefined;
}

function recipientOf(to: Addressed, patient: Patient | undefined): Recipient {
  const phone = patient === undefined ? (to.by === "phone" ? to.digits : undefined) : patient.phone;
  const bsuid = patient === undefined ? (to.by === "bsuid" ? to.input : undefined) : patient.bsuid;
  return { ...(typeof phone === "string" && { phone }), ...(typeof bsuid === "string" && { bsuid }) };
}

function withMediaType(state: World["state"], { shown }: Checked): Message["shown"] {
  const stored = state.media.get(shown.media?.id ?? "");
  if (shown.media === undefined || stored === undefined) return shown;
  const filename = shown.media.filename ?? stored.filename;
  return {
    ...shown,
    media: { ...shown.media, mimeType: stored.mimeType, ...(filename !== undefined && { filename }) },
  };
}

function answerTo({ checked, to }: Asked, id: string, recipient: Recipient): Json {
  const contact =
    to.by === "phone"
      ? { input: to.input, wa_id: recipient.phone ?? to.digits }
      : { input: to.input, user_id: to.input };
  const status = checked.template === undefined ? {} : { message_status: "accepted" };
  return { messaging_product: "whatsapp", contacts: [contact], messages: [{ id, ...status }] };
}
