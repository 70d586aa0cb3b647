import { at, flagOf, textAt } from "../loose.ts";
import type { Json } from "../loose.ts";
import type { Content } from "./content.ts";
import { errorsOf } from "./parse-errors.ts";
import type { InboundMedia } from "./inbound-parts.ts";

/** A file of more than 100 MB, which WhatsApp does not pass on. */
export const tooLarge = 131052;

/** Reads a file with its caption. A message that says it is one stays one, even when the file is missing. */
export function mediaOf(message: Json, type: string): Content {
  const body = at(message, type);
  const media: InboundMedia = {
    id: textAt(body, "id"),
    mimeType: textAt(body, "mime_type"),
    sha256: textAt(body, "sha256"),
    filename: textAt(body, "filename"),
    voice: isSpoken(message, type) || flagOf(at(body, "voice")) === true,
    animated: flagOf(at(body, "animated")) === true,
    url: textAt(body, "url"),
    errorCode: errorsOf(message["errors"])[0]?.code,
  };
  const { id: mediaId, mimeType } = media;
  return { kind: "media", text: textAt(body, "caption") ?? "", mediaId, mimeType, media };
}

/** Voicemails carry the id of the call that nobody took; voice notes of old had a kind of their own. */
function isSpoken(message: Json, type: string): boolean {
  const isVoicemail = type === "audio" && textAt(message, "id")?.startsWith("wacid.") === true;
  return type === "voice" || isVoicemail;
}
