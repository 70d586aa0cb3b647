import { AuditServiceDefinition } from "@careline/contracts/compliance/v1/audit_service";
import { ConsentServiceDefinition } from "@careline/contracts/compliance/v1/consent_service";
import { ConversationServiceDefinition } from "@careline/contracts/conversation/v1/conversation_service";
import { NotificationServiceDefinition } from "@careline/contracts/notification/v1/notification_service";
import { SchedulingServiceDefinition } from "@careline/contracts/scheduling/v1/scheduling_service";
import { Words } from "@careline/contracts/sealed/v1/sealed";
import { callPlace, createPhi, localFileKeyService, mongoKeyVault, sealMessage } from "@careline/phi";
import { client, type Definition, readTls } from "@careline/rpc";
import { MongoClient } from "mongodb";
import { join } from "node:path";
import type { House } from "./house.ts";

/** Calls the services of a house as its operator: what a console will do for staff. */
export async function operator({ local, mongo }: Pick<House, "local" | "mongo">) {
  const tls = readTls(local.tls);
  const at = <D extends Definition>(definition: D, address: string, server: string) =>
    client(definition, { address, server, tls, deadlineMs: 5_000 });
  const conversation = at(ConversationServiceDefinition, local.grpc.conversation, "conversation");
  const scheduling = at(SchedulingServiceDefinition, local.grpc.scheduling, "scheduling");
  const notification = at(NotificationServiceDefinition, local.grpc.notification, "notification");
  const audit = at(AuditServiceDefinition, local.grpc.complianceAudit, "compliance-audit");
  const consent = at(ConsentServiceDefinition, local.grpc.complianceAudit, "compliance-audit");
  const database = await new MongoClient(mongo.uri).connect();
  const vault = await mongoKeyVault(database.db(`${mongo.databasePrefix}keyvault`));
  const keyService = localFileKeyService(join(local.data, "secrets", "keyring.json"));
  const phi = createPhi({ vault, keyService });
  const { tenantId } = local;
  return {
    ...{ conversation, scheduling, notification, audit, consent, tenantId },
    /** Answers a patient as a person of the clinic: the words leave this process sealed. */
    async reply(
      conversationId: string,
      contactId: string,
      idempotencyKey: string,
      text: string,
    ): Promise<string> {
      const place = callPlace({
        tenantId,
        subjectId: contactId,
        class: "conversation",
        method: "careline.conversation.v1.ConversationService/Reply",
        callId: idempotencyKey,
        field: "text",
      });
      const { box } = await sealMessage(phi, "text", Words, { text }, place);
      const sealed = { box: Buffer.from(box) };
      const request = { conversationId, idempotencyKey, staffId: "demo", text: sealed, message: undefined };
      return (await conversation.reply(request, { tenantId })).intentId;
    },
    async close(): Promise<void> {
      for (const one of [conversation, scheduling, notification, audit, consent]) one.close();
      await phi.close();
      await database.close();
    },
  };
}

export type Operator = Awaited<ReturnType<typeof operator>>;
