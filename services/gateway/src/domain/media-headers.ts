export interface ShownFile {
  readonly mimeType: string;
  readonly sizeBytes: number;
  readonly extension: string;
}

const shownInside = ["image/", "audio/", "video/", "application/pdf"];

/** How a file is handed to a browser: as what it is and nothing else, kept nowhere, unable to run anything or to reach ours. */
export function mediaHeaders({
  mimeType,
  sizeBytes,
  extension,
}: ShownFile): Readonly<Record<string, string>> {
  const isInside = shownInside.some((type) => mimeType.startsWith(type));
  return {
    "content-type": mimeType,
    "content-length": String(sizeBytes),
    "content-disposition": `${isInside ? "inline" : "attachment"}; filename="file.${extension}"`,
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; frame-ancestors 'self'; sandbox",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
  };
}
