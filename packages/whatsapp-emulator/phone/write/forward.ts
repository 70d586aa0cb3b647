import { raw } from "../actions.ts";
import { api, type MessageView } from "../api.ts";
import { at } from "../read/json.ts";
import { sha256Of } from "./bytes.ts";

const files = new Set(["image", "video", "audio", "document", "sticker"]);
const others = new Set(["location", "contacts"]);

export function forwardable({ type, shown }: MessageView): boolean {
  if (files.has(type)) return shown.media?.id !== undefined;
  return others.has(type) || (shown.text ?? "") !== "";
}

/** The same content as a message of its own, with the mark of one that was passed on. */
export async function forwardOrder(
  { type, body, shown }: MessageView,
  often: boolean,
): Promise<Readonly<Record<string, unknown>>> {
  const context = often ? { frequently_forwarded: true } : { forwarded: true };
  if (others.has(type)) return raw({ type, [type]: at(body, type), context });
  const { media } = shown;
  if (!files.has(type) || media?.id === undefined)
    return raw({ type: "text", text: { body: shown.text ?? "" }, context });
  const answer = await fetch(api.mediaUrl(media.id));
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  const blob = await answer.blob();
  const { id, mimeType = blob.type, filename } = media;
  const content = {
    id,
    mime_type: mimeType,
    sha256: await sha256Of(blob),
    ...(shown.text !== undefined && { caption: shown.text }),
    ...(filename !== undefined && type === "document" && { filename }),
    ...(type === "audio" && { voice: at(body, "audio", "voice") === true }),
    ...(type === "sticker" && { animated: false }),
  };
  return raw({ type, [type]: content, context });
}
