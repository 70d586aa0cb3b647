/** What became of a file that somebody sent. The reason is for staff, and says nothing of whose it is. */
export type MediaOutcome =
  | { readonly kind: "stored"; readonly mimeType: string; readonly sizeBytes: number }
  | { readonly kind: "gone" | "too-large" | "refused" | "infected"; readonly reason: string };

export const gone: MediaOutcome = { kind: "gone", reason: "WhatsApp does not have it any more." };
