import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Event, incoming, type Outgoing } from "@careline/bus";
import { type Topic, topics } from "@careline/contracts";
import type { AccountChanged, MessageReceived } from "@careline/contracts/gateway/v1/events";
import { InboundContent } from "@careline/contracts/sealed/v1/sealed";
import { Fault } from "@careline/faults";
import {
  createKeyringFile,
  createPhi,
  eventPlace,
  localFileKeyService,
  memoryKeyVault,
  openMessage,
  type Phi,
  Sealed,
} from "@careline/phi";
import type { Addition, Identities, Ports } from "./app/ports.ts";
import { phones } from "./outbound/phones.ts";
import { recentContacts } from "./outbound/recent-contacts.ts";
import { sealedRecords } from "./outbound/sealed-records.ts";

export const alameda = {
  tenantId: "clinica_alameda",
  wabaId: "102030405060708",
  phoneNumberId: "506070809010203",
};
/** The same clinic's second number. */
export const alamedaToo = { ...alameda, phoneNumberId: "506070809010204" };
export const north = {
  tenantId: "north_street",
  wabaId: "202030405060708",
  phoneNumberId: "606070809010203",
};
export const amina = { from: "447700900123", from_user_id: "GB.7Q2n8sD41xYb0" };

/** A webhook body in WhatsApp's shape. */
export function posted(value: object, clinic = alameda): object {
  const metadata = { display_phone_number: "12025550100", phone_number_id: clinic.phoneNumberId };
  const changes = [{ field: "messages", value: { messaging_product: "whatsapp", metadata, ...value } }];
  return { object: "whatsapp_business_account", entry: [{ id: clinic.wabaId, changes }] };
}

export function said(body: string, parts: object = amina): object {
  return { id: `wamid.${body}`, timestamp: "1763800012", type: "text", text: { body }, ...parts };
}

/** Identities in memory, that keep the promises of those in MongoDB. */
export function memoryIdentities(): Identities & { readonly additions: Addition[] } {
  const owners = new Map<string, string>();
  const additions: Addition[] = [];
  const name = (tenantId: string, kind: string, index: string) => `${tenantId}.${kind}.${index}`;
  return {
    additions,
    find: async (tenantId, keys) => keys.map(({ kind, index }) => owners.get(name(tenantId, kind, index))),
    hasUserId: async (tenantId, contactId) =>
      [...owners].some(([key, owner]) => owner === contactId && key.startsWith(`${tenantId}.bsuid.`)),
    async add(addition) {
      const names = addition.keys.map(({ kind, index }) => name(addition.tenantId, kind, index));
      if (names.some((one) => owners.has(one))) return "taken";
      for (const one of names) owners.set(one, addition.contactId);
      additions.push(addition);
      return "added";
    },
    async forget({ contactId }) {
      for (const [key, owner] of owners) if (owner === contactId) owners.delete(key);
    },
  };
}

export interface House {
  readonly phi: Phi;
  readonly ports: Ports;
  readonly identities: ReturnType<typeof memoryIdentities>;
  readonly counted: string[];
  /** Files that are to be fetched: event and WhatsApp's id. */
  readonly files: string[];
  /** What the bus holds, in order. */
  readonly held: Outgoing[];
  /** While true, the bus is away. */
  isBusAway: boolean;
}

/** The gateway's ports over a bus that records, and real sealing. */
export async function house(): Promise<House> {
  const phi = await testPhi();
  const identities = memoryIdentities();
  const held: Outgoing[] = [];
  const counted: string[] = [];
  const files: string[] = [];
  const made: House = { phi, identities, held, counted, files, isBusAway: false, ports: portsOf() };
  return made;

  function portsOf(): Ports {
    return {
      clinics: [alameda, alamedaToo, north],
      identities,
      recent: recentContacts({ sizeMax: 1_000, ageMsMax: 60_000, now: () => performance.now() }),
      records: sealedRecords(phi, () => new Date("2026-03-02T12:00:00Z")),
      blindIndex: phi.blindIndex.bind(phi),
      phones,
      publish: async (records) => {
        if (made.isBusAway) throw new Fault("unavailable", "no broker answers");
        held.push(...records);
      },
      count: (what, reason) => void counted.push(reason === undefined ? what : `${what}:${reason}`),
      newId: () => crypto.randomUUID(),
      noteFile: async ({ eventId }, { mediaId }) => void files.push(`${eventId} ${mediaId}`),
      now: () => new Date("2026-03-02T12:00:00Z"),
    };
  }
}

async function testPhi(): Promise<Phi> {
  const keyring = join(mkdtempSync(join(tmpdir(), "gateway-")), "keyring.json");
  await createKeyringFile(keyring);
  return createPhi({ vault: memoryKeyVault(), keyService: localFileKeyService(keyring) });
}

/** The events of one topic among records. */
export function eventsOf<T>(topic: Topic<T>, records: readonly Outgoing[]): Event<T>[] {
  return records.filter((record) => record.topic === topic.name).map((record) => incoming(topic, record));
}

/** What stands sealed in a message event. */
export function contentOf(
  phi: Phi,
  { id, tenantId, value }: Event<MessageReceived>,
): Promise<InboundContent> {
  const { name: topic, type } = topics.messageReceived;
  const place = eventPlace({
    tenantId,
    subjectId: value.contactId,
    class: "conversation",
    topic,
    eventId: id,
    type,
  });
  const sealed = new Sealed("content", value.content?.box ?? Buffer.alloc(0), place);
  return openMessage(phi.reading(), InboundContent, sealed, { purpose: "test" });
}

/** The JSON that stands sealed in an account event. */
export async function valueOf(phi: Phi, { id, tenantId, value }: Event<AccountChanged>): Promise<unknown> {
  const { name: topic, type } = topics.accountChanged;
  const place = eventPlace({
    tenantId,
    subjectId: "tenant",
    class: "conversation",
    topic,
    eventId: id,
    type,
  });
  const sealed = new Sealed("content", value.value?.box ?? Buffer.alloc(0), place);
  return JSON.parse(Buffer.from(await phi.reading().open(sealed, { purpose: "test" })).toString());
}
