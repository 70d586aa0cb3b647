/** Whose file it is, and which. */
export interface MediaName {
  readonly tenantId: string;
  /** The contact: with their keys destroyed the file is unreadable. */
  readonly subjectId: string;
  /** Opaque: the id of the message that brought it, or of the intent that sends it. */
  readonly mediaId: string;
}

/** What is known of a file without opening it. */
export interface MediaFacts {
  /** As its bytes say. */
  readonly mimeType: string;
  readonly sizeBytes: number;
  /** Hex, of the bytes as they are stored: after what tells of the sender was taken out. */
  readonly sha256: string;
}

/** Sealed files of people, kept in chunks: none is ever in memory whole. */
export interface MediaStore {
  /**
   * Stores a file; the same name again replaces it. What breaks off leaves nothing behind.
   * Fault("limited") when there is more than `sizeBytesMax`.
   */
  put(
    name: MediaName,
    mimeType: string,
    bytes: AsyncIterable<Uint8Array>,
    sizeBytesMax: number,
  ): Promise<MediaFacts>;
  facts(name: MediaName): Promise<MediaFacts | undefined>;
  /** Its bytes, opened chunk by chunk; Fault("missing") where there is none. */
  read(name: MediaName): AsyncIterable<Uint8Array>;
  delete(name: MediaName): Promise<void>;
  /** Deletes every file of an erased contact, also what a process that died left half written. */
  erase(whose: Pick<MediaName, "tenantId" | "subjectId">): Promise<void>;
}

/** Looks for malware. */
export interface MalwareScan {
  /** `infected` names what was found. Fault("unavailable") when it cannot look now. */
  scan(
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<{ readonly kind: "clean" } | { readonly kind: "infected"; readonly name: string }>;
}
