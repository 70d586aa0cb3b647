import type { Where } from "./identity.ts";
import type { InboundMessage } from "./inbound-message.ts";

/** What one kind of message holds, beside what every message has. */
export type Content = Pick<InboundMessage, "kind"> &
  Partial<Omit<InboundMessage, keyof Where | "kind" | "id" | "from" | "at" | "isEcho" | "raw">>;
