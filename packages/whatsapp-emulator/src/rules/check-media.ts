import type { Fields } from "./fields.ts";
import { Refusal } from "./refusal.ts";
import type { ShownMedia } from "./shown.ts";

/** Reads `{id}` or `{link}`; whether the id is known is for the caller to say. */
export function mediaReference(media: Fields, kind: string): ShownMedia {
  const id = media.optionalText("id", { max: 64 });
  const link = media.optionalText("link", { max: 2000 });
  if ((id === undefined) === (link === undefined)) {
    throw new Refusal(100, `Exactly one of ${media.path}['id'] and ${media.path}['link'] is required.`);
  }
  if (link !== undefined && !/^https?:\/\/\S+$/.test(link)) {
    throw new Refusal(100, `Param ${media.path}['link'] is not a valid URI.`);
  }
  const filename = kind === "document" ? media.optionalText("filename", { max: 240 }) : undefined;
  return {
    kind,
    ...(id !== undefined && { id }),
    ...(link !== undefined && { link }),
    ...(filename !== undefined && { filename }),
  };
}

export function checkMedia(
  media: Fields,
  kind: string,
): { readonly media: ShownMedia; readonly text?: string } {
  const captions = kind === "image" || kind === "video" || kind === "document";
  media.only(
    "id",
    "link",
    ...(captions ? ["caption"] : []),
    ...(kind === "document" ? ["filename"] : []),
    ...(kind === "audio" ? ["voice"] : []),
  );
  const isVoice = kind === "audio" && media.optionalFlag("voice") === true;
  const caption = captions ? media.optionalText("caption", { max: 1024 }) : undefined;
  return {
    media: { ...mediaReference(media, kind), ...(isVoice && { isVoice }) },
    ...(caption !== undefined && { text: caption }),
  };
}
