import { framed } from "./envelope.ts";
import type { Envelope, SendBody } from "./envelope.ts";
import { oneTo } from "./limits.ts";

/**
 * Plain words (Meta: 4096 characters). With a preview, the person's phone asks the first link for its title and
 * picture. Like every builder it checks Meta's limits and throws Fault("invalid"), naming the part, not its words.
 */
export function textBody(
  envelope: Envelope,
  text: { readonly body: string; readonly previewUrl?: boolean },
): SendBody {
  const body = oneTo(4096, "text", text.body);
  return framed(envelope, "text", { body, preview_url: text.previewUrl ?? false });
}
