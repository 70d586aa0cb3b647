import { ConversationServiceDefinition } from "@careline/contracts/conversation/v1/conversation_service";
import { Fault } from "@careline/faults";
import { handlers, required } from "@careline/rpc";
import type { Bound, Call } from "@careline/rpc";
import type { handBack, reply, takeOver } from "../app/staff.ts";
import type { mongoInbox } from "../outbound/mongo-inbox.ts";
import { contentOf } from "./reply-content.ts";
import { conversationMessage, messageMessage, ownerOf } from "./to-contract.ts";

interface Needs {
  readonly inbox: ReturnType<typeof mongoInbox>;
  readonly reply: ReturnType<typeof reply>;
  readonly takeOver: ReturnType<typeof takeOver>;
  readonly handBack: ReturnType<typeof handBack>;
}

// gateway is the staff's door; operator is whoever runs the installation by command.
const allow = ["gateway", "operator"];

export function conversationRpc({ inbox, reply, takeOver, handBack }: Needs): Bound {
  async function conversationOf(tenantId: string, conversationId: string) {
    const found = await inbox.conversation(tenantId, {
      conversationId: required("conversation_id", conversationId),
    });
    if (found === undefined) throw new Fault("missing", "no such conversation");
    return found;
  }
  const shown = async (tenantId: string, conversationId: string) => ({
    conversation: conversationMessage(await conversationOf(tenantId, conversationId)),
  });
  const act = (request: { conversationId: string; staffId: string }, { tenantId, requestId }: Call) => ({
    tenantId,
    requestId,
    conversationId: required("conversation_id", request.conversationId),
    staffId: required("staff_id", request.staffId),
  });
  return handlers(
    ConversationServiceDefinition,
    {
      async listConversations({ owner, page }, { tenantId }) {
        const { rows, next } = await inbox.conversations(tenantId, ownerOf(owner), page);
        return { conversations: rows.map(conversationMessage), nextPageToken: next };
      },
      async getConversation({ conversationId, contactId }, { tenantId }) {
        if (conversationId !== "" || contactId === "") return shown(tenantId, conversationId);
        const found = await inbox.conversation(tenantId, { contactId });
        if (found === undefined) throw new Fault("missing", "no such conversation");
        return { conversation: conversationMessage(found) };
      },
      async listMessages({ conversationId, page }, { tenantId, caller, requestId }) {
        const conversation = await conversationOf(tenantId, conversationId);
        const { rows, next } = await inbox.messages({ tenantId, caller, requestId }, conversation, page);
        return { messages: rows.map(messageMessage), nextPageToken: next };
      },
      async reply(request, call) {
        const { tenantId } = call;
        const key = required("idempotency_key", request.idempotencyKey);
        const { text, message } = request;
        if ((text === undefined) === (message === undefined))
          throw new Fault("invalid", "either text or message is required");
        const intentId = await reply({
          ...act(request, call),
          key,
          content: contentOf(tenantId, key, request),
        });
        return { intentId };
      },
      async takeOver(request, call) {
        await takeOver(act(request, call));
        return shown(call.tenantId, request.conversationId);
      },
      async handBack(request, call) {
        await handBack(act(request, call));
        return shown(call.tenantId, request.conversationId);
      },
    },
    { allow },
  );
}
