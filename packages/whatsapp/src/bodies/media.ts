import { framed } from "./envelope.ts";
import type { Envelope, SendBody } from "./envelope.ts";
import { oneTo, upTo } from "./limits.ts";

/** A file that was uploaded before: never a link, which anybody could follow. */
export interface UploadedMedia {
  /** As `uploadMedia` gave it; good for 30 days. */
  readonly mediaId: string;
}

export interface CaptionedMedia extends UploadedMedia {
  /** Meta: 1024 characters. */
  readonly caption?: string | undefined;
}

export interface DocumentMedia extends CaptionedMedia {
  /** Its ending chooses the icon. 240 characters. */
  readonly filename: string;
}

/** A picture: JPEG or PNG. */
export function imageBody(envelope: Envelope, image: CaptionedMedia): SendBody {
  return framed(envelope, "image", { ...idOf(image), ...captionOf(image) });
}

/** A film: MP4 or 3GPP, of H.264 and AAC. */
export function videoBody(envelope: Envelope, video: CaptionedMedia): SendBody {
  return framed(envelope, "video", { ...idOf(video), ...captionOf(video) });
}

/** A recording. As `voice`, which must be Opus in OGG, mono, it is shown as spoken by the clinic. */
export function audioBody(
  envelope: Envelope,
  audio: UploadedMedia & { readonly voice?: boolean | undefined },
): SendBody {
  return framed(envelope, "audio", { ...idOf(audio), ...(audio.voice === true ? { voice: true } : {}) });
}

/** A file with a name. */
export function documentBody(envelope: Envelope, file: DocumentMedia): SendBody {
  return framed(envelope, "document", { ...idOf(file), ...filenameOf(file), ...captionOf(file) });
}

/** A sticker: WebP of 512 by 512 pixels. */
export function stickerBody(envelope: Envelope, sticker: UploadedMedia): SendBody {
  return framed(envelope, "sticker", idOf(sticker));
}

export function idOf({ mediaId }: UploadedMedia): SendBody {
  return { id: oneTo(128, "media id", mediaId) };
}

export function filenameOf({ filename }: Pick<DocumentMedia, "filename">): SendBody {
  return { filename: oneTo(240, "filename", filename) };
}

function captionOf({ caption }: CaptionedMedia): SendBody {
  return caption ? { caption: upTo(1024, "caption", caption) } : {};
}
