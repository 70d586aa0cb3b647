import type { MessageView } from "../api.ts";
import { actionsOf, type Action } from "./actions.ts";
import { contactsOf, type ContactCard } from "./contacts.ts";
import { at, listAt, numberAt, parsed, textAt } from "./json.ts";

type Shown = MessageView["shown"];

/** All that a bubble may show. Most messages have one or two of these. */
export interface Content {
  readonly header?: string;
  readonly media?: NonNullable<Shown["media"]>;
  readonly place?: NonNullable<Shown["location"]>;
  readonly contacts?: readonly ContactCard[];
  readonly text?: string;
  readonly footer?: string;
  /** The link under the text that the business asked to show more of. */
  readonly preview?: string;
  readonly actions: readonly Action[];
  readonly list?: NonNullable<Shown["list"]>;
  readonly order?: readonly OrderLine[];
  readonly referral?: { readonly headline: string; readonly body: string };
  readonly answers?: readonly (readonly [name: string, value: string])[];
  readonly forwarded?: "once" | "often";
  /** A message of which the phone can only say that it is one. */
  readonly notice?: { readonly kind: "unsupported" | "lost"; readonly what?: string };
}

export interface OrderLine {
  readonly product: string;
  readonly quantity: number;
  readonly price?: string;
}

const firstLink = /https?:\/\/[^\s<]+[^\s<.,;:!?)]/i;

/** Reads a message as a phone shows it. Never fails: what is unknown shows as its own name. */
export function contentOf(message: MessageView): Content {
  const { type, body, shown, direction } = message;
  const inbound = direction === "from_patient";
  const text = shown.text;
  return {
    ...(shown.header !== undefined && { header: shown.header }),
    ...(shown.media !== undefined && {
      media: { ...shown.media, isVoice: isVoice(shown.media, body, inbound) },
    }),
    ...(shown.location !== undefined && { place: shown.location }),
    ...(text !== undefined && text !== "" && { text }),
    ...(shown.footer !== undefined && { footer: shown.footer }),
    ...(shown.list !== undefined && { list: shown.list }),
    actions: actionsOf(shown, body),
    ...special(type, body, inbound),
    ...frame(body),
  };
}

function special(type: string, body: unknown, inbound: boolean): Partial<Content> {
  switch (type) {
    case "text": {
      const preview =
        at(body, "text", "preview_url") === true ? firstLink.exec(textAt(body, "text", "body") ?? "") : null;
      return preview === null ? {} : { preview: preview[0] };
    }
    case "contacts":
      return { text: "", contacts: contactsOf(listAt(body, "contacts")) };
    case "interactive":
      return inbound ? flowAnswer(body) : {};
    case "order":
      return { text: textAt(body, "order", "text") ?? "", order: orderLines(body) };
    case "unsupported":
      return {
        text: "",
        notice: { kind: "unsupported", what: textAt(body, "unsupported", "type") ?? "" },
      };
    default:
      return listAt(body, "errors").length > 0 ? { text: "", notice: { kind: "lost", what: type } } : {};
  }
}

function frame(body: unknown): Partial<Content> {
  const headline = textAt(body, "referral", "headline");
  const often = at(body, "context", "frequently_forwarded") === true;
  const once = at(body, "context", "forwarded") === true;
  return {
    ...(headline !== undefined && { referral: { headline, body: textAt(body, "referral", "body") ?? "" } }),
    ...((often || once) && { forwarded: often ? "often" : "once" }),
  };
}

function isVoice(media: NonNullable<Shown["media"]>, body: unknown, inbound: boolean): boolean {
  if (media.kind !== "audio") return false;
  const told = media.isVoice ?? at(body, "audio", "voice");
  return typeof told === "boolean" ? told : inbound;
}

function flowAnswer(body: unknown): Partial<Content> {
  const reply = at(body, "interactive", "nfm_reply");
  if (reply === undefined) return {};
  const values = parsed(textAt(reply, "response_json"));
  const answers = Object.entries(typeof values === "object" && values !== null ? values : {})
    .filter(([name]) => name !== "flow_token")
    .map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)] as const);
  return { text: "", answers };
}

function orderLines(body: unknown): readonly OrderLine[] {
  return listAt(body, "order", "product_items").map((item) => {
    const price = numberAt(item, "item_price");
    return {
      product: textAt(item, "product_retailer_id") ?? "?",
      quantity: numberAt(item, "quantity") ?? 1,
      ...(price !== undefined && { price: `${price} ${textAt(item, "currency") ?? ""}`.trim() }),
    };
  });
}
