import { AuditServiceDefinition } from "@careline/contracts/compliance/v1/audit_service";
import { ConsentServiceDefinition } from "@careline/contracts/compliance/v1/consent_service";
import {
  ConversationServiceDefinition,
  type Message,
} from "@careline/contracts/conversation/v1/conversation_service";
import { MediaServiceDefinition } from "@careline/contracts/gateway/v1/media_service";
import { NotificationServiceDefinition } from "@careline/contracts/notification/v1/notification_service";
import { TemplateServiceDefinition } from "@careline/contracts/notification/v1/template_service";
import { SchedulingServiceDefinition } from "@careline/contracts/scheduling/v1/scheduling_service";
import { InboundContent, OutboundMessage, Words } from "@careline/contracts/sealed/v1/sealed";
import {
  callPlace,
  createPhi,
  localFileKeyService,
  mongoKeyVault,
  openMessage,
  Sealed,
  sealMessage,
} from "@careline/phi";
import { client, type Definition, readTls } from "@careline/rpc";
import { MongoClient } from "mongodb";
import { join } from "node:path";
import type { House } from "./house.ts";

/** A message of a thread, opened: what came, or what was said. */
export interface Seen {
  readonly message: Message;
  readonly came?: InboundContent;
  readonly said?: OutboundMessage;
}

/** Calls the services of a house as its operator: what a console will do for staff. */
export async function operator({ local, mongo }: Pick<House, "local" | "mongo">) {
  const tls = readTls(local.tls);
  const at = <D extends Definition>(definition: D, address: string, server: string) =>
    client(definition, { address, server, tls, deadlineMs: 5_000 });
  const conversation = at(ConversationServiceDefinition, local.grpc.conversation, "conversation");
  const scheduling = at(SchedulingServiceDefinition, local.grpc.scheduling, "scheduling");
  const notification = at(NotificationServiceDefinition, local.grpc.notification, "notification");
  const templates = at(TemplateServiceDefinition, local.grpc.notification, "notification");
  const media = at(MediaServiceDefinition, local.grpc.gateway, "gateway");
  const audit = at(AuditServiceDefinition, local.grpc.complianceAudit, "compliance-audit");
  const consent = at(ConsentServiceDefinition, local.grpc.complianceAudit, "compliance-audit");
  const database = await new MongoClient(mongo.uri).connect();
  const vault = await mongoKeyVault(database.db(`${mongo.databasePrefix}keyvault`));
  const keyService = localFileKeyService(join(local.data, "secrets", "keyring.json"));
  const phi = createPhi({ vault, keyService });
  const { tenantId } = local;
  const placeOf = (subjectId: string, method: string, callId: string, field: string) =>
    callPlace({
      ...{ tenantId, subjectId, class: "conversation", callId, field },
      method: `careline.conversation.v1.ConversationService/${method}`,
    });
  const replyPlace = (contactId: string, key: string, field: string) =>
    placeOf(contactId, "Reply", key, field);

  async function opened(contactId: string, message: Message): Promise<Seen> {
    const { messageId, direction, byStaffElsewhere } = message;
    const place = placeOf(contactId, "ListMessages", messageId, "content");
    const sealed = new Sealed("content", message.content?.box ?? Buffer.alloc(0), place);
    const why = { purpose: "show-conversation" };
    return direction === "DIRECTION_INBOUND" || byStaffElsewhere
      ? { message, came: await openMessage(phi.reading(), InboundContent, sealed, why) }
      : { message, said: await openMessage(phi.reading(), OutboundMessage, sealed, why) };
  }

  return {
    ...{ conversation, scheduling, notification, templates, media, audit, consent, tenantId },
    /** Answers a patient as a person of the clinic: the words leave this process sealed. */
    async reply(
      conversationId: string,
      contactId: string,
      idempotencyKey: string,
      text: string,
    ): Promise<string> {
      const { box } = await sealMessage(
        phi,
        "text",
        Words,
        { text },
        replyPlace(contactId, idempotencyKey, "text"),
      );
      const said = { text: { box: Buffer.from(box) }, message: undefined };
      const request = { conversationId, idempotencyKey, staffId: "demo", ...said };
      return (await conversation.reply(request, { tenantId })).intentId;
    },
    /** Says anything that can be said, to whom the thread is with. */
    async say(
      conversationId: string,
      contactId: string,
      idempotencyKey: string,
      content: OutboundMessage["content"],
    ): Promise<string> {
      const whole = { ...OutboundMessage.fromPartial({}), content };
      const place = replyPlace(contactId, idempotencyKey, "message");
      const { box } = await sealMessage(phi, "message", OutboundMessage, whole, place);
      const said = { text: undefined, message: { box: Buffer.from(box) } };
      const request = { conversationId, idempotencyKey, staffId: "demo", ...said };
      return (await conversation.reply(request, { tenantId })).intentId;
    },
    /** The thread with a contact, as staff see it, the oldest first. */
    async thread(
      contactId: string,
    ): Promise<{ readonly conversationId: string; readonly messages: readonly Seen[] }> {
      const { conversation: found } = await conversation.getConversation(
        { conversationId: "", contactId },
        { tenantId },
      );
      const conversationId = found?.conversationId ?? "";
      const messages: Seen[] = [];
      for (let token = ""; ;) {
        const page = { size: 100, token };
        const listed = await conversation.listMessages({ conversationId, page }, { tenantId });
        for (const message of listed.messages) messages.push(await opened(contactId, message));
        token = listed.nextPageToken;
        if (token === "") return { conversationId, messages };
      }
    },
    async close(): Promise<void> {
      for (const one of [conversation, scheduling, notification, templates, media, audit, consent])
        one.close();
      await phi.close();
      await database.close();
    },
  };
}

export type Operator = Awaited<ReturnType<typeof operator>>;
