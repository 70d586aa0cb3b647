import { Fault } from "@careline/faults";
import { chars, listed, oneTo, unique, upTo } from "./limits.ts";

/** The JSON of a send. */
export type SendBody = Readonly<Record<string, unknown>>;

/** To whom, and what belongs to any message. */
export interface Envelope {
  /** Phone: digits with or without a plus. Where both are known the phone wins at WhatsApp, so give one. */
  readonly to: { readonly phone?: string | undefined; readonly userId?: string | undefined };
  /** The message that this one answers. */
  readonly contextWamid?: string | undefined;
  /** Comes back with every status: our own opaque id, never patient data. */
  readonly callbackData?: string | undefined;
}

export interface Button {
  readonly id: string;
  readonly title: string;
}

export interface Row extends Button {
  readonly description?: string | undefined;
}

export interface Section {
  readonly title?: string | undefined;
  readonly rows: readonly Row[];
}

/** Plain words. Each builder checks WhatsApp's limits and throws Fault("invalid"), naming the part, not its words. */
export function textBody(
  envelope: Envelope,
  text: { readonly body: string; readonly previewUrl?: boolean },
): SendBody {
  const body = oneTo(4096, "text", text.body);
  return framed(envelope, "text", { body, preview_url: text.previewUrl ?? false });
}

/** Words with one to three buttons. */
export function buttonsBody(
  envelope: Envelope,
  {
    body,
    footer,
    buttons,
  }: { readonly body: string; readonly footer?: string | undefined; readonly buttons: readonly Button[] },
): SendBody {
  listed(1, 3, "buttons", buttons);
  unique(
    "button id",
    buttons.map(({ id }) => oneTo(256, "button id", id)),
  );
  unique(
    "button title",
    buttons.map(({ title }) => oneTo(20, "button title", title)),
  );
  const action = { buttons: buttons.map(({ id, title }) => ({ type: "reply", reply: { id, title } })) };
  return interactive(envelope, "button", oneTo(1024, "body", body), footer, action);
}

/** Words with a list to choose from: at most ten rows in all. */
export function listBody(
  envelope: Envelope,
  list: {
    readonly body: string;
    readonly footer?: string | undefined;
    readonly button: string;
    readonly sections: readonly Section[];
  },
): SendBody {
  listed(1, 10, "sections", list.sections);
  const rows = list.sections.flatMap((section) => listed(1, 10, "rows of a section", section.rows));
  listed(1, 10, "rows", rows);
  unique(
    "row id",
    rows.map(({ id }) => oneTo(200, "row id", id)),
  );
  const sections = list.sections.map(({ title, rows: own }) => {
    if (list.sections.length > 1 || title) oneTo(24, "section title", title ?? "");
    return { ...(title ? { title } : {}), rows: own.map(row) };
  });
  const action = { button: oneTo(20, "list button", list.button), sections };
  return interactive(envelope, "list", oneTo(4096, "body", list.body), list.footer, action);
}

/** Words with one button that opens a web page. */
export function linkBody(
  envelope: Envelope,
  link: {
    readonly body: string;
    readonly footer?: string | undefined;
    readonly label: string;
    readonly url: string;
  },
): SendBody {
  if (!/^https?:$/.test(URL.parse(link.url)?.protocol ?? "")) throw new Fault("invalid", "url: not http(s)");
  const parameters = { display_text: oneTo(20, "link label", link.label), url: link.url };
  const body = oneTo(1024, "body", link.body);
  return interactive(envelope, "cta_url", body, link.footer, { name: "cta_url", parameters });
}

/** A file that was uploaded before. */
export function documentBody(
  envelope: Envelope,
  file: { readonly mediaId: string; readonly filename: string; readonly caption?: string | undefined },
): SendBody {
  const caption = file.caption ? { caption: upTo(1024, "caption", file.caption) } : {};
  const id = oneTo(128, "media id", file.mediaId);
  return framed(envelope, "document", { id, filename: oneTo(240, "filename", file.filename), ...caption });
}

function row({ id, title, description }: Row): SendBody {
  const text = description ? { description: upTo(72, "row description", description) } : {};
  return { id, title: oneTo(24, "row title", title), ...text };
}

function interactive(
  envelope: Envelope,
  type: string,
  text: string,
  footer: string | undefined,
  action: SendBody,
): SendBody {
  const below = footer ? { footer: { text: upTo(60, "footer", footer) } } : {};
  return framed(envelope, "interactive", { type, body: { text }, ...below, action });
}

/** What every message has around its content. */
export function framed(
  { to, contextWamid, callbackData }: Envelope,
  type: string,
  content: SendBody,
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
