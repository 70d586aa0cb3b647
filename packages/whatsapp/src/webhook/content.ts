import type { InboundMessage } from "./inbound-message.ts";

type Part =
  | "text"
  | "choiceId"
  | "mediaId"
  | "mimeType"
  | "contextId"
  | "change"
  | "media"
  | "location"
  | "contacts"
  | "form"
  | "order"
  | "correction"
  | "unsupportedKind";

/** What one kind of message holds, beside what every message has. */
export type Content = Pick<InboundMessage, "kind"> & Partial<Pick<InboundMessage, Part>>;
