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

const beginnings: Readonly<Record<string, string>> = {
  "image/png": "89504e47",
  "image/jpeg": "ffd8ff",
  "application/pdf": "25504446",
  "image/webp": "52494646",
};

export type UploadVerdict = "ok" | "unknown-type" | "too-large" | "mismatch";

export function judgeUpload(mimeType: string, bytes: Uint8Array): UploadVerdict {
  const max = uploads[mimeType];
  if (max === undefined) return "unknown-type";
  if (bytes.length === 0 || bytes.length > max) return "too-large";
  const beginning = beginnings[mimeType];
  const starts = Buffer.from(bytes.subarray(0, 8)).toString("hex");
  return beginning === undefined || starts.startsWith(beginning) ? "ok" : "mismatch";
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
