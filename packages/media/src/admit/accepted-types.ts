import { stripJpeg } from "../strip/strip-jpeg.ts";
import { stripMp4 } from "../strip/strip-mp4.ts";
import { stripPng } from "../strip/strip-png.ts";
import { stripWebp } from "../strip/strip-webp.ts";

/** Types that may pass for each other are of one family: a PNG that is called JPEG is still a picture. */
export type Family = "picture" | "recording" | "PDF" | "office document" | "text";

type Strip = (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

export interface AcceptedType {
  readonly family: Family;
  /** For the neutral name under which staff get it. */
  readonly extension: string;
  /** Takes out what tells of the sender. */
  readonly strip?: Strip;
}

const office = "application/vnd.openxmlformats-officedocument";

/** What staff may open. Everything else is refused: HTML, SVG, scripts, programs, archives, HEIC. */
export const acceptedTypes: Readonly<Record<string, AcceptedType>> = {
  "image/jpeg": { family: "picture", extension: "jpg", strip: stripJpeg },
  "image/png": { family: "picture", extension: "png", strip: stripPng },
  "image/webp": { family: "picture", extension: "webp", strip: stripWebp },
  "audio/aac": { family: "recording", extension: "aac" },
  "audio/amr": { family: "recording", extension: "amr" },
  "audio/mpeg": { family: "recording", extension: "mp3" },
  "audio/mp4": { family: "recording", extension: "m4a", strip: stripMp4 },
  "audio/ogg": { family: "recording", extension: "ogg" },
  "video/mp4": { family: "recording", extension: "mp4", strip: stripMp4 },
  "video/3gpp": { family: "recording", extension: "3gp", strip: stripMp4 },
  "application/pdf": { family: "PDF", extension: "pdf" },
  "application/msword": { family: "office document", extension: "doc" },
  "application/vnd.ms-excel": { family: "office document", extension: "xls" },
  "application/vnd.ms-powerpoint": { family: "office document", extension: "ppt" },
  [`${office}.wordprocessingml.document`]: { family: "office document", extension: "docx" },
  [`${office}.spreadsheetml.sheet`]: { family: "office document", extension: "xlsx" },
  [`${office}.presentationml.presentation`]: { family: "office document", extension: "pptx" },
  "text/plain": { family: "text", extension: "txt" },
};

/** The type without its parameters: `audio/ogg; codecs=opus` is `audio/ogg`. */
export function bareType(mimeType: string): string {
  return (mimeType.split(";", 1)[0] ?? "").trim().toLowerCase();
}
