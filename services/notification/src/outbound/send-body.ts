import type {
  Header as GivenHeader,
  OutboundMessage,
  TemplateButton as GivenButton,
} from "@careline/contracts/sealed/v1/sealed";
import { Fault } from "@careline/faults";
import {
  audioBody,
  buttonsBody,
  contactRequestBody,
  contactsBody,
  documentBody,
  type Envelope,
  flowBody,
  type Header,
  imageBody,
  linkBody,
  listBody,
  locationBody,
  locationRequestBody,
  reactionBody,
  type SendBody,
  stickerBody,
  templateBody,
  type TemplateButton,
  type TemplateHeader,
  textBody,
  videoBody,
} from "@careline/whatsapp";
import type { Upload } from "./uploads.ts";

/** What WhatsApp is asked to send. Files are uploaded first. Fault("invalid") names the part that it would refuse. */
export async function sendBody(
  { content }: Pick<OutboundMessage, "content">,
  envelope: Envelope,
  upload: Upload,
): Promise<SendBody> {
  switch (content?.$case) {
    case "text":
      return textBody(envelope, content.value);
    case "buttons":
      return buttonsBody(envelope, { ...content.value, header: await plainHeader(content.value, upload) });
    case "list":
      return listBody(envelope, { ...content.value, header: content.value.header || undefined });
    case "link":
      return linkBody(envelope, { ...content.value, header: await plainHeader(content.value, upload) });
    case "flow": {
      const { dataJson, ...flow } = content.value;
      const header = await plainHeader(content.value, upload);
      return flowBody(envelope, {
        ...flow,
        header,
        data: dataOf(dataJson),
        screen: flow.screen || undefined,
      });
    }
    case "template":
      return templateBody(envelope, {
        ...content.value,
        header: await headerOf(content.value.header, upload),
        buttons: content.value.buttons.map(buttonOf),
      });
    case "document": {
      const { filename, caption } = content.value;
      return documentBody(envelope, { mediaId: await upload(content.value), filename, caption });
    }
    case "image":
      return imageBody(envelope, { mediaId: await upload(content.value), caption: content.value.caption });
    case "video":
      return videoBody(envelope, { mediaId: await upload(content.value), caption: content.value.caption });
    case "audio":
      return audioBody(envelope, { mediaId: await upload(content.value), voice: content.value.voice });
    case "sticker":
      return stickerBody(envelope, { mediaId: await upload(content.value) });
    case "location":
      return locationBody(envelope, content.value);
    case "locationRequest":
      return locationRequestBody(envelope, content.value);
    case "contacts":
      return contactsBody(envelope, content.value);
    case "reaction":
      return reactionBody(envelope, content.value);
    case "contactRequest":
      return contactRequestBody(envelope, content.value);
    case undefined:
      throw new Fault("invalid", "a message without content");
  }
}

async function headerOf(
  header: GivenHeader | undefined,
  upload: Upload,
): Promise<TemplateHeader | undefined> {
  const { content } = header ?? {};
  switch (content?.$case) {
    case "text":
      return { kind: "text", text: content.value };
    case "image":
    case "video":
      return { kind: content.$case, mediaId: await upload(content.value) };
    case "document": {
      const { filename } = content.value;
      return { kind: "document", mediaId: await upload(content.value), filename: filename || undefined };
    }
    case "location":
      return { kind: "location", ...content.value };
    case undefined:
      return undefined;
  }
}

async function plainHeader(
  of: { readonly header: GivenHeader | undefined },
  upload: Upload,
): Promise<Header | undefined> {
  const header = await headerOf(of.header, upload);
  if (header?.kind === "location") throw new Fault("invalid", "header: only a template has a place in it");
  return header;
}

function buttonOf({ index, value }: GivenButton): TemplateButton {
  switch (value?.$case) {
    case "payload":
      return { kind: "quick-reply", index, payload: value.value };
    case "urlSuffix":
      return { kind: "url", index, suffix: value.value };
    case "couponCode":
      return { kind: "copy-code", index, code: value.value };
    case "flow": {
      const { flowToken, dataJson } = value.value;
      return { kind: "flow", index, flowToken: flowToken || undefined, data: dataOf(dataJson) };
    }
    case undefined:
      throw new Fault("invalid", "template button: without a value");
  }
}

function dataOf(json: string): Readonly<Record<string, unknown>> | undefined {
  if (json === "") return undefined;
  try {
    const data: unknown = JSON.parse(json);
    if (typeof data === "object" && data !== null && !Array.isArray(data))
      return data as Readonly<Record<string, unknown>>;
  } catch {
    // Told below.
  }
  throw new Fault("invalid", "flow data: not a JSON object");
}
