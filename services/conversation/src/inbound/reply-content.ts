import { ConversationServiceDefinition } from "@careline/contracts/conversation/v1/conversation_service";
import type { ReplyRequest } from "@careline/contracts/conversation/v1/conversation_service";
import { OutboundMessage, Words } from "@careline/contracts/sealed/v1/sealed";
import { Fault } from "@careline/faults";
import { callPlace, openMessage, Sealed } from "@careline/phi";
import type { StaffReply } from "../app/staff.ts";

const method = `${ConversationServiceDefinition.fullName}/Reply`;
const why = { purpose: "answer-patient" };
// It travels as one record, which may have a million bytes; what is larger lies in the media store.
const sizeBytesMax = 700_000;

/** Opens what a person of the clinic says, sealed for this very call. */
export function contentOf(
  tenantId: string,
  callId: string,
  { text, message }: Pick<ReplyRequest, "text" | "message">,
): StaffReply["content"] {
  return async (subjectId, reading) => {
    const sealedAs = (field: string, { box }: { box: Uint8Array }) =>
      new Sealed(
        field,
        box,
        callPlace({ tenantId, subjectId, class: "conversation", method, callId, field }),
      );
    if (text !== undefined) {
      const words = await openMessage(reading, Words, sealedAs("text", text), why);
      return { kind: "text", body: words.text };
    }
    if (message === undefined) throw new Fault("invalid", "either text or message is required");
    if (message.box.byteLength > sizeBytesMax)
      throw new Fault("invalid", "message is too large: put its file into the media store");
    const given = await openMessage(reading, OutboundMessage, sealedAs("message", message), why);
    if (given.content === undefined) throw new Fault("invalid", "message has no content");
    const { $case: what } = given.content;
    return { kind: "given", what, message: OutboundMessage.encode(given).finish() };
  };
}
