export type FileKind = "image" | "audio" | "video" | "document" | "sticker";

/** What a patient sends when a script names a kind of file and gives none. */
export const samples: Readonly<Record<FileKind, { mimeType: string; data: string; filename?: string }>> = {
  image: {
    mimeType: "image/png",
    data: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  },
  sticker: {
    mimeType: "image/webp",
    data: "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==",
  },
  audio: {
    mimeType: "audio/ogg; codecs=opus",
    data: "T2dnUwACAAAAAAAAAAAAAAAAAAAAAAAAAAABHk9wdXNIZWFkAQE4AYC7AAAAAAA=",
  },
  video: { mimeType: "video/mp4", data: "AAAAGGZ0eXBpc29tAAAAAGlzb21tcDQy" },
  document: { mimeType: "application/pdf", data: "JVBERi0xLjQKJSVFT0YK", filename: "document.pdf" },
};

/** The ad that a patient came through, when a script names none. */
export const sampleAd = {
  source_url: "https://example.org/ad",
  source_type: "ad",
  source_id: "120208000000000001",
  headline: "Book your visit",
  body: "New patients welcome",
  media_type: "image",
  image_url: "https://example.org/ad.jpg",
  ctwa_clid: "ARAkLkA8rmlFeiCktEJQ",
};
