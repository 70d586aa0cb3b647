import { type Heard, hearStatus } from "../domain/status.ts";
import type { Ports } from "./ports.ts";

export interface StatusOf {
  readonly intentId: string;
  readonly messageRef: string;
  readonly heard: Heard;
}

/**
 * Applies what WhatsApp says of a message of ours. In any order, twice, or for a message that is not ours, it never
 * takes a tick back. Gives whether the message was known.
 */
export function hearStatusOf({ intents }: Ports) {
  return async (
    tenantId: string,
    mark: string,
    { intentId, messageRef, heard }: StatusOf,
  ): Promise<boolean> => {
    const known =
      (intentId === "" ? undefined : await intents.find(tenantId, intentId)) ??
      (messageRef === "" ? undefined : await intents.findByMessageRef(tenantId, messageRef));
    if (known === undefined) return false;
    await intents.change(tenantId, known.intent.intentId, (intent) => hearStatus(intent, heard), {
      mark,
      requestId: mark,
      ...(messageRef !== "" && { messageRef }),
    });
    return true;
  };
}
