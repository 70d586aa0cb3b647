import { framed } from "./envelope.ts";
import type { Envelope, SendBody } from "./envelope.ts";
import { headerOf } from "./header.ts";
import type { Header } from "./header.ts";
import { oneTo, upTo } from "./limits.ts";

/** The words of a message that people can tap on. */
export interface Words {
  readonly header?: Header | undefined;
  /** Meta: 1024 characters; of a list, 4096. */
  readonly body: string;
  /** Meta: 60 characters. */
  readonly footer?: string | undefined;
}

export function interactive(
  envelope: Envelope,
  type: string,
  { header, body, footer }: Words,
  action: SendBody,
): SendBody {
  return framed(envelope, "interactive", {
    type,
    ...(header === undefined ? {} : { header: headerOf(header) }),
    body: { text: oneTo(type === "list" ? 4096 : 1024, "body", body) },
    ...(footer ? { footer: { text: upTo(60, "footer", footer) } } : {}),
    action,
  });
}

/** Asks where someone is, with a button that answers. */
export function locationRequestBody(envelope: Envelope, { body }: { readonly body: string }): SendBody {
  return interactive(envelope, "location_request_message", { body }, { name: "send_location" });
}

/** Asks someone who hides it for their phone number; they answer with a contact card. */
export function contactRequestBody(envelope: Envelope, { body }: { readonly body: string }): SendBody {
  return interactive(envelope, "request_contact_info", { body }, { name: "request_contact_info" });
}
