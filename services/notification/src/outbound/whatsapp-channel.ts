import type { OutboundMessage } from "@careline/contracts/sealed/v1/sealed";
import { Fault } from "@careline/faults";
import type { Phi } from "@careline/phi";
import {
  buttonsBody,
  documentBody,
  type Envelope,
  type GraphClient,
  linkBody,
  listBody,
  type SendBody,
  type SendOutcome,
  templateBody,
  textBody,
} from "@careline/whatsapp";
import type { Channel } from "../app/ports.ts";
import type { Tried } from "../domain/outcome.ts";

export function whatsappChannel(graph: GraphClient, phi: Phi): Channel {
  return {
    async prepare(tenantId, phoneNumberId, intentId, message) {
      const body = await bodyOf(message, intentId, phoneNumberId, graph);
      return {
        async send() {
          const outcome = await graph.send(phoneNumberId, body);
          const wamid = outcome.kind === "accepted" ? outcome.wamid : undefined;
          const messageRef = wamid === undefined ? undefined : await phi.blindIndex(tenantId, "wamid", wamid);
          return { tried: triedOf(outcome), messageRef };
        },
      };
    },
  };
}

async function bodyOf(
  message: OutboundMessage,
  intentId: string,
  phoneNumberId: string,
  graph: GraphClient,
): Promise<SendBody> {
  const { content } = message;
  const { phone = "", userId = "" } = message.to ?? {};
  const envelope: Envelope = {
    to: { phone: phone || undefined, userId: userId || undefined },
    contextWamid: message.contextWamid || undefined,
    callbackData: intentId,
  };
  switch (content?.$case) {
    case "text":
      return textBody(envelope, content.value);
    case "buttons":
      return buttonsBody(envelope, content.value);
    case "list":
      return listBody(envelope, content.value);
    case "link":
      return linkBody(envelope, content.value);
    case "template":
      return templateBody(envelope, content.value);
    case "document": {
      const { content: bytes, mimeType, filename, caption } = content.value;
      const upload = { bytes, mimeType: uploadType(mimeType), filename };
      const { id: mediaId } = await graph.uploadMedia(phoneNumberId, upload);
      return documentBody(envelope, { mediaId, filename, caption });
    }
    case undefined:
      throw new Fault("invalid", "a message without content");
  }
}

// WhatsApp takes no calendars, but takes them as text: the file name tells the phone what it is.
function uploadType(mimeType: string): string {
  return mimeType === "text/calendar" ? "text/plain" : mimeType;
}

function triedOf(outcome: SendOutcome): Tried {
  if (outcome.kind !== "refused") return outcome;
  const { code, reason, retry: again, retryAfterMs: afterMs } = outcome;
  return { kind: "refused", code, reason, again, afterMs };
}
