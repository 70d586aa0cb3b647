import type { MessageSample } from "./sample.ts";

const sha256 = "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=";
const url = "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=2040608010&ext=1763800312";

function file(id: string, mimeType: string): { id: string; mime_type: string; sha256: string } {
  return { id, mime_type: mimeType, sha256 };
}

export const files: readonly MessageSample[] = [
  [
    "image",
    { type: "image", image: { ...file("2040608010", "image/jpeg"), url, caption: "mi receta" } },
    {
      kind: "media",
      text: "mi receta",
      mediaId: "2040608010",
      mimeType: "image/jpeg",
      media: { id: "2040608010", mimeType: "image/jpeg", sha256, url, voice: false, animated: false },
    },
  ],
  [
    "video",
    { type: "video", video: file("2040608011", "video/mp4") },
    { kind: "media", text: "", media: { id: "2040608011", mimeType: "video/mp4" } },
  ],
  [
    "recording",
    { type: "audio", audio: { ...file("2040608012", "audio/mp4"), voice: false } },
    { kind: "media", media: { id: "2040608012", mimeType: "audio/mp4", voice: false } },
  ],
  [
    "voice note",
    { type: "audio", audio: { ...file("2040608013", "audio/ogg; codecs=opus"), voice: true } },
    { kind: "media", media: { id: "2040608013", mimeType: "audio/ogg; codecs=opus", voice: true } },
  ],
  [
    "voice note of old",
    { type: "voice", voice: file("2040608014", "audio/ogg; codecs=opus") },
    { kind: "media", originalType: "voice", media: { id: "2040608014", voice: true } },
  ],
  [
    "voicemail",
    {
      id: "wacid.HBgMNDQ3NzAwOTAwMTIzFQIAEhggRTU0",
      type: "audio",
      audio: file("2040608015", "audio/ogg; codecs=opus"),
    },
    { id: "wacid.HBgMNDQ3NzAwOTAwMTIzFQIAEhggRTU0", kind: "media", media: { voice: true } },
  ],
  [
    "document",
    {
      type: "document",
      document: { ...file("2040608016", "application/pdf"), filename: "analitica.pdf", caption: "de ayer" },
    },
    { kind: "media", text: "de ayer", media: { id: "2040608016", filename: "analitica.pdf" } },
  ],
  [
    "sticker",
    { type: "sticker", sticker: { ...file("2040608017", "image/webp"), animated: true } },
    { kind: "media", media: { id: "2040608017", mimeType: "image/webp", animated: true } },
  ],
  [
    "file too large",
    {
      type: "video",
      errors: [
        {
          code: 131052,
          title: "Media download error",
          message: "Media download error",
          error_data: { details: "The file is larger than 100 MB" },
        },
      ],
    },
    { kind: "media", mediaId: undefined, media: { id: undefined, errorCode: 131052 } },
  ],
  [
    "file too large, said otherwise",
    {
      type: "unsupported",
      unsupported: { type: "video" },
      errors: [{ code: 131052, title: "Media download error" }],
    },
    { kind: "media", media: { errorCode: 131052 }, unsupportedKind: "video" },
  ],
];
