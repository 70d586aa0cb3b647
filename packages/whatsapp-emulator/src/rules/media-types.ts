const mib = 1024 * 1024;
const office = "application/vnd.openxmlformats-officedocument";

/** What Meta takes on upload, and how large. Note that calendars are not here: an .ics goes as text/plain, named by its file name. */
const uploads: Readonly<Record<string, number>> = {
  "audio/aac": 16 * mib,
  "audio/amr": 16 * mib,
  "audio/mpeg": 16 * mib,
  "audio/mp4": 16 * mib,
  "audio/ogg": 16 * mib,
  "text/plain": 100 * mib,
  "application/pdf": 100 * mib,
  "application/msword": 100 * mib,
  [`${office}.wordprocessingml.document`]: 100 * mib,
  "application/vnd.ms-excel": 100 * mib,
  [`${office}.spreadsheetml.sheet`]: 100 * mib,
  "application/vnd.ms-powerpoint": 100 * mib,
  [`${office}.presentationml.presentation`]: 100 * mib,
  "image/jpeg": 5 * mib,
  "image/png": 5 * mib,
  "image/webp": 500 * 1024,
  "video/mp4": 16 * mib,
  "video/3gpp": 16 * mib,
};

const zip = /^504b0304/;
// The compound file of Word, Excel and PowerPoint before 2007.
const compound = /^d0cf11e0/;
const isoMedia = /^.{8}66747970/;

// In hexadecimal.
const beginnings: Readonly<Record<string, RegExp>> = {
  "image/png": /^89504e47/,
  "image/jpeg": /^ffd8ff/,
  "image/webp": /^52494646.{8}57454250/,
  "application/pdf": /^255044462d/,
  "application/msword": compound,
  "application/vnd.ms-excel": compound,
  "application/vnd.ms-powerpoint": compound,
  [`${office}.wordprocessingml.document`]: zip,
  [`${office}.spreadsheetml.sheet`]: zip,
  [`${office}.presentationml.presentation`]: zip,
  "audio/ogg": /^4f676753/,
  "audio/amr": /^2321414d52/,
  "audio/mpeg": /^(494433|ff[ef])/,
  "audio/aac": /^(494433|fff)/,
  "audio/mp4": isoMedia,
  "video/mp4": isoMedia,
  "video/3gpp": isoMedia,
};

export type UploadVerdict = "ok" | "unknown-type" | "too-large" | "mismatch";

// Meta: a still sticker has 100 KB, an animated one 500.
const stillStickerBytesMax = 100 * 1024;

/** Meta: no file is larger than 100 MB. */
export const uploadBytesMax = 100 * mib;

/** Whether Meta takes a file of this type that begins with these bytes. */
export function judgeUpload(mimeType: string, beginning: Uint8Array, sizeBytes: number): UploadVerdict {
  const max = uploads[mimeType];
  if (max === undefined) return "unknown-type";
  const isStill = mimeType === "image/webp" && !isAnimated(beginning);
  if (sizeBytes === 0 || sizeBytes > (isStill ? stillStickerBytesMax : max)) return "too-large";
  return looksLike(mimeType, beginning) ? "ok" : "mismatch";
}

// The flags of the extended header of a WebP tell it.
function isAnimated(beginning: Uint8Array): boolean {
  const head = Buffer.from(beginning);
  return head.subarray(12, 16).toString("latin1") === "VP8X" && ((head[20] ?? 0) & 2) !== 0;
}

/** Whether a file that begins like this can be of this type. */
export function looksLike(mimeType: string, beginning: Uint8Array): boolean {
  const head = Buffer.from(beginning).toString("hex");
  return beginnings[mimeType]?.test(head) ?? true;
}

export const uploadTypes: readonly string[] = Object.keys(uploads);

/** Whether uploaded media of this type may be shown as this kind of message. Anything may be sent as a document. */
export function suits(kind: string, mimeType: string): boolean {
  if (kind === "document") return true;
  if (kind === "sticker") return mimeType === "image/webp";
  return mimeType.startsWith(`${kind}/`) && mimeType !== "image/webp";
}

/** The type without its parameters: `audio/ogg; codecs=opus` is `audio/ogg`. */
export function bareType(mimeType: string): string {
  return (mimeType.split(";")[0] ?? "").trim().toLowerCase();
}
