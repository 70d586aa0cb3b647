import { Fault } from "@careline/faults";
import { chars, upTo } from "./limits.ts";

/** The JSON of a send. */
export type SendBody = Readonly<Record<string, unknown>>;

/** To whom, and what belongs to any message. */
export interface Envelope {
  /** Phone: digits with or without a plus. Where both are known the phone wins at WhatsApp, so give one. */
  readonly to: { readonly phone?: string | undefined; readonly userId?: string | undefined };
  /** The message that this one answers. */
  readonly contextWamid?: string | undefined;
  /** Comes back with every status: our own opaque id, never patient data. Meta: 512 characters. */
  readonly callbackData?: string | undefined;
}

/** What every message has around its content. */
export function framed(
  { to, contextWamid, callbackData }: Envelope,
  type: string,
  content: unknown,
): SendBody {
  return {
    messaging_product: "whatsapp",
    recipient_type: "individual",
    ...recipient(to),
    ...(contextWamid ? { context: { message_id: contextWamid } } : {}),
    ...(callbackData ? { biz_opaque_callback_data: upTo(512, "callback data", callbackData) } : {}),
    type,
    [type]: content,
  };
}

// Without a plus WhatsApp may put the clinic's own country code before the number.
function recipient({ phone, userId }: Envelope["to"]): SendBody {
  const digits = phone?.replaceAll(/[\s+()-]/g, "") ?? "";
  if (digits !== "") {
    if (!/^\d{3,20}$/.test(digits)) throw new Fault("invalid", "recipient: not a phone number");
    return { to: `+${digits}` };
  }
  if (userId === undefined || chars(userId) === 0) throw new Fault("invalid", "recipient: nobody");
  return { recipient: userId };
}
