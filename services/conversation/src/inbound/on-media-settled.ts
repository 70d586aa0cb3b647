import { on } from "@careline/bus";
import type { Route } from "@careline/bus";
import { topics } from "@careline/contracts";
import { MediaState } from "@careline/contracts/gateway/v1/events";
import { Fault } from "@careline/faults";
import type { MediaDocument } from "../outbound/documents.ts";
import type { MediaStates } from "../outbound/mongo-media.ts";

const states: Readonly<Record<MediaState, MediaDocument["state"] | undefined>> = {
  [MediaState.UNSPECIFIED]: undefined,
  [MediaState.STORED]: "stored",
  [MediaState.GONE]: "gone",
  [MediaState.TOO_LARGE]: "too-large",
  [MediaState.REFUSED]: "refused",
  [MediaState.INFECTED]: "infected",
};

/** Whether staff can look at the file of a message, and if not, why. */
export function onMediaSettled(keep: MediaStates["keep"]): Route {
  return on(topics.mediaSettled, async ({ tenantId, time, value }) => {
    const { messageId: _id, contactId, reason, at = time } = value;
    const state = states[value.state];
    if (state === undefined || _id === "")
      throw new Fault("unreadable", "a file without a state or a message");
    await keep({ _id, tenantId, contactId, state, reason, at });
  });
}
