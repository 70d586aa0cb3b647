import type { OutboundMessage } from "@careline/contracts/sealed/v1/sealed";
import { Fault, failpoint } from "@careline/faults";
import type { Phi } from "@careline/phi";
import type { Clinics } from "@careline/runtime";
import {
  buttonsBody,
  documentBody,
  type Envelope,
  type GraphClient,
  linkBody,
  listBody,
  type SendBody,
  templateBody,
  textBody,
} from "@careline/whatsapp";
import type { Channel } from "../app/ports.ts";
import { triedOf } from "./tried-of.ts";

export function whatsappChannel(graph: GraphClient, phi: Phi, clinics: Clinics): Channel {
  /** Only a help for statuses without our own id: without it the answer still counts. */
  const refOf = (tenantId: string, wamid: string): Promise<string | undefined> =>
    phi.blindIndex(tenantId, "wamid", wamid).catch(() => undefined);
  return {
    async prepare(tenantId, phoneNumberId, intentId, message) {
      if (clinics.byPhoneNumberId(phoneNumberId)?.tenantId !== tenantId)
        throw new Fault("invalid", "the number to send from is not this clinic's: check CLINICS_FILE");
      const body = await bodyOf(message, intentId, phoneNumberId, graph);
      return {
        async send() {
          failpoint("send.before-http");
          const outcome = await graph.send(phoneNumberId, body);
          failpoint("send.after-http");
          const wamid = outcome.kind === "accepted" ? outcome.wamid : undefined;
          const messageRef = wamid === undefined ? undefined : await refOf(tenantId, wamid);
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
      return buttonsBody(envelope, plain(content.value));
    case "list":
      return listBody(envelope, content.value);
    case "link":
      return linkBody(envelope, plain(content.value));
    case "template":
      return templateBody(envelope, { ...plain(content.value), buttons: [] });
    case "document": {
      const { content: bytes, mimeType, filename, caption } = content.value;
      const upload = { bytes, mimeType: uploadType(mimeType), filename };
      const { id: mediaId } = await graph.uploadMedia(phoneNumberId, upload).catch(explained);
      return documentBody(envelope, { mediaId, filename, caption });
    }
    case "image":
    case "video":
    case "audio":
    case "sticker":
    case "location":
    case "locationRequest":
    case "contacts":
    case "reaction":
    case "flow":
    case "contactRequest":
      throw new Fault("invalid", `cannot be sent yet: ${content.$case}`);
    case undefined:
      throw new Fault("invalid", "a message without content");
  }
}

function plain<T extends { readonly header: unknown }>({ header, ...content }: T): Omit<T, "header"> {
  if (header !== undefined) throw new Fault("invalid", "cannot be sent yet: a header");
  return content;
}

function explained(error: unknown): never {
  if (!(error instanceof Fault) || error.kind !== "invalid") throw error;
  const advice = "check its type and size and the account's access, then send it again";
  throw new Fault("invalid", `its file was refused: ${error.message}; ${advice}`, { cause: error });
}

// WhatsApp takes no calendars, but takes them as text: the file name tells the phone what it is.
function uploadType(mimeType: string): string {
  return mimeType === "text/calendar" ? "text/plain" : mimeType;
}
