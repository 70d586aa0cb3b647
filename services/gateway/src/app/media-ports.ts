import type { MalwareScan, MediaStore } from "@careline/media";
import type { Opening, Reading, Sealed } from "@careline/phi";
import type { GraphClient } from "@careline/whatsapp";
import type { MediaOutcome } from "../domain/media-outcome.ts";
import type { Ports } from "./ports.ts";

/** A file that somebody sent, by what WhatsApp told of it; what is unknown is empty. */
export interface SentFile {
  readonly mediaId: string;
  readonly mimeType: string;
  /** Good for five minutes. */
  readonly url: string;
  /** WhatsApp did not take it, by its code. */
  readonly errorCode: number;
}

/** A message whose file is to be fetched. */
export interface WithFile {
  /** The event that brought the message: its file is stored under this id. */
  readonly eventId: string;
  readonly tenantId: string;
  readonly contactId: string;
  readonly phoneNumberId: string;
  readonly sentAt: Date;
}

export interface Fetch extends WithFile {
  readonly file: Sealed<"file">;
  /** Tries that failed. */
  readonly attempts: number;
}

/** Files to fetch, as rows: they survive a crash, wait their time, and stand in nobody's way. */
export interface Fetches {
  /** Adds one, once for good. */
  add(message: WithFile, file: SentFile): Promise<void>;
  /** The one that is due longest, of a contact that is not busy; held until it is settled, postponed or long overdue. */
  claim(busyContacts: readonly string[]): Promise<Fetch | undefined>;
  /** What is held in this process's name, but for contacts that are busy, is due at a moment. */
  takeBack(busyContacts: readonly string[], dueAt: Date): Promise<void>;
  postpone(fetch: Fetch, until: Date): Promise<void>;
  /** Gives it back untried. */
  release(fetch: Fetch): Promise<void>;
  /** Says what became of it, with the audit entry; false when somebody else said so before. */
  settle(fetch: Fetch, outcome: MediaOutcome, opened: readonly Opening[]): Promise<boolean>;
  /** Drops all of an erased contact: nothing is said of them. */
  erase(tenantId: string, contactId: string): Promise<void>;
}

export interface MediaLink {
  readonly tenantId: string;
  readonly contactId: string;
  readonly messageId: string;
  readonly expiresAt: Date;
}

/** Who wants to see a file. */
export interface Asking {
  readonly staffId: string;
  readonly requestId: string;
  readonly at: Date;
}

/** Links by the hash of their token: whoever reads the database can follow none. */
export interface MediaLinks {
  /** With the audit entry that the file was opened: both or neither. */
  add(tokenHash: string, link: MediaLink, asking: Asking): Promise<void>;
  find(tokenHash: string): Promise<MediaLink | undefined>;
  /** Removes it and gives it: to one caller only. */
  take(tokenHash: string): Promise<MediaLink | undefined>;
}

export interface MediaPorts {
  readonly fetches: Fetches;
  readonly links: MediaLinks;
  readonly store: MediaStore;
  /** Absent: nobody looks for malware. */
  readonly scan: MalwareScan | undefined;
  readonly files: Pick<GraphClient, "mediaInfo" | "download" | "deleteMedia">;
  readonly reading: () => Reading;
  readonly open: (file: Sealed<"file">, reading: Reading) => Promise<SentFile>;
  readonly now: () => Date;
  readonly count: Ports["count"];
  /** Told of what could not be fetched now. */
  readonly onRetry: (fetch: Fetch, error: unknown) => void;
}
