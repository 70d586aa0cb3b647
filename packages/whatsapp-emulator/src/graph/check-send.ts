import { checkMessage, type Checked } from "../rules/check-message.ts";
import type { Json } from "../rules/json.ts";
import { addressed, phoneVariants, type Addressed } from "../rules/recipient.ts";
import { Refusal } from "../rules/refusal.ts";
import { isWindowOpen } from "../rules/window.ts";
import { chatOf } from "../state/chats.ts";
import type { BusinessNumber, Chat, Patient } from "../state/model.ts";
import { templatesOf } from "../state/templates.ts";
import type { World } from "../world.ts";
import { checkFlowState } from "./check-flow-state.ts";
import { usableMedia } from "./media.ts";

/** What a send asks for, once Meta's immediate checks have passed. */
export interface Asked {
  readonly number: BusinessNumber;
  readonly body: Json;
  readonly checked: Checked;
  readonly to: Addressed;
  readonly patient: Patient | undefined;
  /** True: what its link leads to could not be had, or is not what it must be. */
  readonly isLinkDead?: boolean;
  /** True: by the marketing messages API. */
  readonly isMarketingApi?: boolean;
}

/** Everything that Meta refuses at once. Throws a Refusal, and keeps nothing. */
export function checkSend(world: World, body: Json, number: BusinessNumber): Asked {
  const { options, state } = world;
  if (!number.isRegistered) throw new Refusal(133010, "The account is not registered.");
  const checked = checkMessage(body, templatesOf(state, number.wabaId));
  const to = addressed(body);
  const patient = patientBehind(state.patients.values(), to);
  checkRecipient(number, checked, to, patient);
  checkUpload(world, number, checked);
  checkFlowState(world, number, checked);
  const isFree = checked.template === undefined;
  if (options.closedWindow === "refused" && isFree && !isOpen(world, number, patient))
    throw new Refusal(
      131047,
      "More than 24 hours have passed since the customer last replied to this number.",
    );
  return { number, body, checked, to, patient };
}

/** Refuses a send that comes too fast. What is not refused must be counted before anything else is heard. */
export function checkPace({ pacer }: World, asked: Asked): void {
  const code = pacer.refusal(asked.number, personOf(asked));
  if (code !== undefined) throw new Refusal(code);
}

/** Who a message goes to, for all that counts people. */
export function personOf({ patient, to }: Pick<Asked, "patient" | "to">): string {
  return patient?.id ?? (to.by === "phone" ? to.digits : to.input);
}

/** True while this number may write freely to the patient. */
export function isOpen(world: World, number: BusinessNumber, patient: Patient | undefined): boolean {
  const { options, state, now } = world;
  if (patient === undefined) return false;
  const chat: Chat = chatOf(state, number.phoneNumberId, patient.id);
  const isUnknown = chat.lastInboundAt === undefined && options.unknownWindow === "open";
  return isUnknown || isWindowOpen(chat, now());
}

function checkRecipient(number: BusinessNumber, checked: Checked, to: Addressed, patient?: Patient): void {
  const digits = to.by === "phone" ? to.digits : patient?.phone;
  if (digits === number.displayPhoneNumber)
    throw new Refusal(131021, "Recipient phone number cannot be the sender.");
  if (number.allowList?.includes(digits ?? "") === false)
    throw new Refusal(131030, "Recipient phone number not in allowed list: add it and try again.");
  if (to.by === "bsuid" && checked.template?.category === "AUTHENTICATION")
    throw new Refusal(131062, "Authentication templates need a phone number.");
}

function checkUpload({ state, now }: World, number: BusinessNumber, { type, shown }: Checked): void {
  const id = shown.media?.id;
  if (id === undefined) return;
  const media = usableMedia(state, id, now());
  const isOwn = state.numbers.get(media?.phoneNumberId ?? "")?.wabaId === number.wabaId;
  if (!isOwn)
    throw new Refusal(
      100,
      `Param ${type}['id'] is not a valid whatsapp business account media attachment ID`,
    );
}

function patientBehind(patients: Iterable<Patient>, to: Addressed): Patient | undefined {
  const names = to.by === "phone" ? phoneVariants(to.digits) : [to.input];
  for (const patient of patients) {
    const own = to.by === "phone" ? [patient.phone, patient.hiddenPhone] : [patient.bsuid];
    if (own.some((name) => typeof name === "string" && names.includes(name))) return patient;
  }
  return undefined;
}
