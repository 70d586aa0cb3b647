import { keptMs, mediaLink, storeMedia } from "../graph/media.ts";
import type { Json } from "../rules/json.ts";
import type { BusinessNumber } from "../state/model.ts";
import type { World } from "../world.ts";
import type { Built } from "./inbound-message.ts";
import type { InboundOrder } from "./inbound-order.ts";
import { samples, type FileKind } from "./samples.ts";

type FileOrder = Extract<InboundOrder, { type: FileKind }>;

/** A patient's photo, recording or document, kept for the business to fetch. */
export function fileMessage(
  { options, state, now, linkUrl }: World,
  file: FileOrder,
  context: Json,
  { phoneNumberId }: BusinessNumber,
): Built {
  const { type } = file;
  const sample = samples[type];
  const mimeType = file.mimeType ?? sample.mimeType;
  const filename = file.filename ?? (type === "document" ? sample.filename : undefined);
  const named = filename === undefined ? {} : { filename };
  const bytes = Buffer.from(file.data ?? sample.data, "base64");
  const expiresAt = now() + keptMs.patient;
  const stored = { phoneNumberId, mimeType, origin: "patient", expiresAt, ...named } as const;
  const media = storeMedia(state, bytes, stored, now());
  const mayHaveCaption = type !== "audio" && type !== "sticker";
  const content = {
    ...(mayHaveCaption && file.caption !== undefined && { caption: file.caption }),
    ...(type === "document" && named),
    mime_type: mimeType,
    sha256: Buffer.from(media.sha256, "hex").toString("base64"),
    id: media.id,
    url: mediaLink(linkUrl(), media.id, options.appSecret, now()),
    ...(type === "audio" && { voice: file.voice ?? true }),
    ...(type === "sticker" && { animated: false }),
  };
  return { type, members: { ...context, type, [type]: content }, ...named };
}
