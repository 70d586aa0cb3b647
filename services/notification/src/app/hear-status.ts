import { failpoint } from "@careline/faults";
import { type Heard, hearStatus } from "../domain/status.ts";
import type { Ports } from "./ports.ts";

export interface StatusOf {
  readonly intentId: string;
  readonly messageRef: string;
  readonly heard: Heard;
}

/**
 * Applies what WhatsApp says of a message of ours. In any order, twice, or for a message that is not ours, it never
 * takes a tick back: a status heard before is no news by itself, so no mark is kept of it. Gives whether the message
 * was known.
 */
export function hearStatusOf({ intents }: Ports) {
  return async (tenantId: string, requestId: string, { heard, ...names }: StatusOf): Promise<boolean> => {
    failpoint("status.before-settle");
    const isKnown = await intents.settle(tenantId, names, (intent) => hearStatus(intent, heard), requestId);
    failpoint("status.after-settle");
    return isKnown;
  };
}
