const kiB = 1024;
const miB = 1024 * kiB;

/** Most bytes of a file that is sent, by its type. Meta: images 5 MB, sound and film 16, stickers 500 KB, documents 100. */
export function uploadBytesMax(mimeType: string): number {
  if (mimeType === "image/webp") return 500 * kiB;
  if (mimeType.startsWith("image/")) return 5 * miB;
  if (mimeType.startsWith("audio/") || mimeType.startsWith("video/")) return 16 * miB;
  return inboundBytesMax;
}

/** Most bytes of a file that a person sends; Meta takes no more (131052). */
export const inboundBytesMax = 100 * miB;
