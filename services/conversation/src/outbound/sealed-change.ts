import { PatientIdentity } from "@careline/contracts/sealed/v1/sealed";
import { ContactAddress } from "@careline/contracts/sealed/v1/sealed";
import { sealMessage } from "@careline/phi";
import type { Phi, Sealed } from "@careline/phi";
import { uuidv7 } from "@careline/store";
import type { Address, Change, Intent } from "../app/ports.ts";
import { isKnownAsTold, isReachedAsBefore } from "../app/contact-news.ts";
import { personKey } from "../domain/person-name.ts";
import type { Person } from "../domain/thread.ts";
import { places } from "./places.ts";
import { stageBytes } from "./stage-bytes.ts";
import { outboundBytes } from "./to-message.ts";

export interface SealedIntent extends Intent {
  readonly eventId: string;
  readonly messageId: string;
  readonly forEvent: Sealed;
  readonly forStore: Sealed;
}

/** A change with everything sealed for the place where it will stand: so the transaction only writes. */
export interface SealedChange {
  readonly change: Change;
  readonly stage: Sealed | undefined;
  readonly inbound: Sealed | undefined;
  /** Where the contact is reached otherwise than we knew. */
  readonly address: { readonly sealed: Sealed; readonly reach: string } | undefined;
  /** Where listeners know the contact otherwise. */
  readonly contactChanged: { readonly eventId: string; readonly address: Sealed } | undefined;
  readonly intents: readonly SealedIntent[];
  readonly patient:
    | { readonly person: Person; readonly index: string; readonly identity: Sealed }
    | undefined;
}

export async function sealChange(phi: Phi, change: Change): Promise<SealedChange> {
  const { before, after, now, enter } = change;
  const { tenantId, contactId, conversationId } = before;
  const { inbound } = change;
  return {
    change,
    stage:
      after.stage.kind === "idle"
        ? undefined
        : await phi.seal("stage", stageBytes(after.stage), places.stage(tenantId, contactId, conversationId)),
    inbound:
      inbound &&
      (await phi.seal("content", inbound.bytes, places.message(tenantId, contactId, inbound.heard.eventId))),
    address: isReachedAsBefore(change) ? undefined : await sealAddress(phi, change),
    contactChanged: isKnownAsTold(change) ? undefined : await sealContactChanged(phi, change),
    intents: await Promise.all(change.intents.map((intent) => sealIntent(phi, change, intent, now))),
    patient: enter && (await sealPatient(phi, tenantId, enter)),
  };
}

async function sealAddress(phi: Phi, { before: { tenantId, contactId }, address }: Change) {
  const place = places.address(tenantId, contactId);
  return {
    sealed: await sealMessage(phi, "address", ContactAddress, address, place),
    reach: await addressIndex(phi, tenantId, address),
  };
}

async function sealContactChanged(phi: Phi, { before, address }: Change) {
  const { tenantId, contactId } = before;
  const eventId = uuidv7();
  const place = places.contactChanged(tenantId, contactId, eventId);
  return { eventId, address: await sealMessage(phi, "address", ContactAddress, address, place) };
}

async function sealIntent(
  phi: Phi,
  { before, address, inbound }: Change,
  intent: Intent,
  now: Date,
): Promise<SealedIntent> {
  const { tenantId, contactId } = before;
  const eventId = uuidv7();
  const messageId = uuidv7();
  const answers = inbound?.wamid ?? "";
  const bytes = outboundBytes({ to: address, answers, content: intent.say.content, now });
  const forEvent = await phi.seal("message", bytes, places.intent(tenantId, contactId, eventId));
  const forStore = await phi.seal("content", bytes, places.message(tenantId, contactId, messageId));
  return { ...intent, eventId, messageId, forEvent, forStore };
}

async function sealPatient(phi: Phi, tenantId: string, person: Person) {
  const { patientId, fullName, birthDate } = person;
  const place = places.identity(tenantId, patientId);
  const identity = await sealMessage(
    phi,
    "identity",
    PatientIdentity,
    { fullName, birthDate, mrn: "" },
    place,
  );
  return { person, identity, index: await personIndex(phi, tenantId, person) };
}

/** Finds the same person again by name and birth date, without keeping either. */
export function personIndex(
  phi: Phi,
  tenantId: string,
  identity: { fullName: string; birthDate: string },
): Promise<string> {
  return phi.blindIndex(tenantId, "person", personKey(identity.fullName, identity.birthDate));
}

/** Tells the same address again, without keeping it. */
export function addressIndex(
  phi: Phi,
  tenantId: string,
  { phone, userId, username }: Address,
): Promise<string> {
  return phi.blindIndex(tenantId, "wa.address", JSON.stringify([phone, userId, username]));
}
