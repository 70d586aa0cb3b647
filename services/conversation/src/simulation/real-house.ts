import { randomUUID } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { embeddedBus, memoryHolds, on, outgoing } from "@careline/bus";
import type { Event, Running } from "@careline/bus";
import { topics } from "@careline/contracts";
import type { Topic } from "@careline/contracts";
import type { ConsentDecision } from "@careline/contracts/compliance/v1/events";
import { ConversationServiceDefinition } from "@careline/contracts/conversation/v1/conversation_service";
import { PatientDirectoryServiceDefinition } from "@careline/contracts/conversation/v1/patient_directory_service";
import { MessageKind } from "@careline/contracts/gateway/v1/events";
import { InboundContent } from "@careline/contracts/sealed/v1/sealed";
import {
  createKeyringFile,
  callPlace,
  createPhi,
  eventPlace,
  localFileKeyService,
  mongoKeyVault,
  sealMessage,
} from "@careline/phi";
import { client } from "@careline/rpc";
import { createLog } from "@careline/runtime";
import { devCertificates, fixedClock } from "@careline/testing";
import { MongoClient } from "mongodb";
import { expect, onTestFinished, vi } from "vitest";
import { service } from "../service.ts";
import { clinic, wednesday } from "./clinic.ts";
import { serveConsents, serveScheduling } from "./peers.ts";
import type { Ledger, Obstacle } from "./peers.ts";

export const { tenantId } = clinic;
export type Peer = "scheduling" | "compliance-audit";
const phoneNumberId = "506070809010203";

const clinicFile = {
  ...clinic,
  whatsapp: { wabaId: "102290129340398", phoneNumberId, displayPhoneNumber: "34910000100" },
  visitTypes: [{ id: "vt-1", names: { es: "Revisión", en: "Check-up" }, durationMinutes: 30 }],
  practitioners: [{ id: "p", name: "Dra. Ruiz", visitTypes: ["vt-1"], hours: clinic.officeHours }],
};

/** Where a reply to contact c2 is sealed. */
export function replyPlace(callId: string, field: string) {
  const method = "careline.conversation.v1.ConversationService/Reply";
  return callPlace({ tenantId, subjectId: "c2", class: "conversation", method, callId, field });
}

/** Conversation as it runs, on a real database, with its peers on loopback and a bus of its own. */
export async function realHouse(uri: string) {
  const folder = mkdtempSync(join(tmpdir(), "careline-conversation-"));
  const certificates = await devCertificates(["conversation", "scheduling", "compliance-audit", "gateway"]);
  const tlsOf = (name: string) => ({
    ca: certificates.ca,
    ...(certificates.of[name] ?? { cert: "", key: "" }),
  });
  const clock = fixedClock(wednesday);
  const kept = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const own = tlsOf("conversation");
  const keyring = join(folder, "keyring.json");
  await createKeyringFile(keyring);
  const obstacles = new Map<Peer, Obstacle>();
  const obstacleOf = (peer: Peer) => async () => obstacles.get(peer)?.();
  const scheduling = await serveScheduling(tlsOf("scheduling"), () => clock.now(), obstacleOf("scheduling"));
  const ledger: Ledger = new Map();
  let asked = 0;
  const consents = await serveConsents(tlsOf("compliance-audit"), ledger, async () => {
    asked += 1;
    await obstacleOf("compliance-audit")();
  });
  const prefix = `conv_${randomUUID().slice(0, 8)}_`;
  const bus = await embeddedBus({ path: ":memory:" });
  const groups = new Map<string, Running>();
  const started = await service.start({
    env: {
      MONGODB_URI: uri,
      DATABASE_PREFIX: prefix,
      PHI_KEYRING_FILE: keyring,
      CLINICS_FILE: kept("clinics.json", JSON.stringify([clinicFile])),
      GRPC_ADDRESS: "127.0.0.1:0",
      TLS_CA_FILE: kept("ca.pem", own.ca),
      TLS_CERT_FILE: kept("cert.pem", own.cert),
      TLS_KEY_FILE: kept("key.pem", own.key),
      SCHEDULING_ADDRESS: scheduling.address,
      CONSENT_ADDRESS: consents.address,
    },
    clock,
    log: createLog("conversation", { level: "silent" }),
    bus: {
      ...bus,
      async subscribe(subscription) {
        const running = await bus.subscribe(subscription);
        groups.set(subscription.group, running);
        return running;
      },
    },
  });
  const mongo = await new MongoClient(uri).connect();
  const vault = await mongoKeyVault(mongo.db(`${prefix}keyvault`));
  const phi = createPhi({ vault, keyService: localFileKeyService(keyring) });

  const heard: Event<unknown>[] = [];
  const listen = <T>(topic: Topic<T>) => on(topic, async (event) => void heard.push(event));
  await bus.ensureTopics(
    [topics.intentComposed, topics.contactChanged, topics.handedOver, topics.auditRecorded],
    ["test"],
  );
  const listening = await bus.subscribe({
    group: "test",
    routes: [
      listen(topics.intentComposed),
      listen(topics.contactChanged),
      listen(topics.handedOver),
      listen(topics.auditRecorded),
    ],
    holds: memoryHolds(),
  });

  const at = {
    address: started.grpcAddress ?? "",
    tls: tlsOf("gateway"),
    server: "conversation",
    deadlineMs: 5_000,
  };
  const conversation = client(ConversationServiceDefinition, at);
  const directory = client(PatientDirectoryServiceDefinition, at);

  onTestFinished(async () => {
    conversation.close();
    directory.close();
    await listening.stop();
    await started.stop();
    await bus.close();
    await scheduling.stop();
    await consents.stop();
    await phi.close();
    await mongo.db(`${prefix}conversation`).dropDatabase();
    await mongo.db(`${prefix}keyvault`).dropDatabase();
    await mongo.close();
  });

  let from = { phone: "34600111222", userId: "", username: "" };

  /** Says as gateway does that somebody wrote. Sealed for another event, it cannot be opened. */
  async function sends(
    contactId: string,
    kind: MessageKind,
    content: Partial<InboundContent>,
    how: { readonly eventId?: string; readonly sealedFor?: string; readonly isEcho?: boolean } = {},
  ): Promise<string> {
    const { eventId = randomUUID(), isEcho: echo = false } = how;
    const { sealedFor = eventId } = how;
    const { name: topic, type } = topics.messageReceived;
    const whose = { tenantId, subjectId: contactId, class: "conversation" } as const;
    const place = eventPlace({ ...whose, topic, eventId: sealedFor, type });
    const message = InboundContent.fromPartial({});
    const all = { ...message, from, profileName: "Ana", wamid: "w", raw: "{}", ...content };
    const { box } = await sealMessage(phi, "content", InboundContent, all, place);
    const value = {
      ...{ contactId, phoneNumberId, messageRef: `ref-${eventId}`, sentAt: clock.now() },
      ...{ originalType: "text", echo, kind, content: { box: Buffer.from(box) } },
    };
    await bus.publish([
      outgoing(topics.messageReceived, { id: eventId, tenantId, key: contactId, time: clock.now(), value }),
    ]);
    return eventId;
  }

  const writes = (
    contactId: string,
    text: string,
    choiceId = "",
    eventId: string = randomUUID(),
    sealedFor: string = eventId,
  ): Promise<string> => {
    const kind = choiceId === "" ? MessageKind.TEXT : MessageKind.CHOICE;
    return sends(contactId, kind, { text, choiceId }, { eventId, sealedFor });
  };

  const consentOf = (contactId: string, decision: ConsentDecision, at: Date) => ({
    ...{ contactId, purpose: "care", decision, wordingVersion: "2026-11", at },
  });

  /** Says as compliance-audit does that somebody decided. */
  async function tells(contactId: string, decision: ConsentDecision, at: Date): Promise<void> {
    const event = { id: randomUUID(), tenantId, key: contactId, time: at };
    const value = consentOf(contactId, decision, at);
    await bus.publish([outgoing(topics.consentChanged, { ...event, value })]);
  }

  /** A decision that somebody else records: it is told a little later. */
  function records(contactId: string, decision: ConsentDecision): void {
    const rest = { consentId: randomUUID(), source: "desk", sourceMessageRef: "" };
    ledger.set(contactId, { ...consentOf(contactId, decision, clock.now()), ...rest });
  }

  const said = <T>(topic: Topic<T>) => heard.filter((event): event is Event<T> => event.topic === topic.name);
  return {
    bus,
    clock,
    conversation,
    directory,
    phi,
    sends,
    writes,
    /** What WhatsApp shows from now on of whoever writes. */
    shows: (address: typeof from) => void (from = address),
    records,
    tells,
    /** How often the ledger was asked. */
    asked: () => asked,
    said,
    /** Puts something before every answer of a peer. */
    obstruct: (peer: Peer, obstacle: Obstacle) => void obstacles.set(peer, obstacle),
    pause: (group: string) => groups.get(group)?.pause(),
    resume: (group: string) => groups.get(group)?.resume(),
    /** Resolves when a group has heard everything. */
    caughtUp: (group: string) =>
      vi.waitFor(async () => expect(await groups.get(group)?.oldestWaitingMs()).toBe(0), 8_000),
    database: mongo.db(`${prefix}conversation`),
  };
}
