import { Fault } from "@careline/faults";
import { framed } from "./envelope.ts";
import type { Envelope, SendBody } from "./envelope.ts";
import { filled } from "./limits.ts";

// Also those that phones write without the mark for "as a picture".
const oneEmoji = /^(?:\p{RGI_Emoji}|\p{Extended_Pictographic}\uFE0F?)$/v;

/** An emoji at a message of theirs, of the last 30 days; "" takes it back. */
export function reactionBody(
  { to, callbackData }: Envelope,
  { wamid, emoji }: { readonly wamid: string; readonly emoji: string },
): SendBody {
  if (emoji !== "" && !oneEmoji.test(emoji)) throw new Fault("invalid", "reaction: not one emoji");
  // It names its message itself: WhatsApp allows no context beside it.
  return framed({ to, callbackData }, "reaction", { message_id: filled("reaction message", wamid), emoji });
}
