import type { IdentityChange, Sender, Where } from "./identity.ts";
import type {
  Correction,
  FormAnswer,
  InboundMedia,
  Order,
  Referral,
  SharedContacts,
  SharedLocation,
} from "./inbound-parts.ts";

/**
 * What a message is. `form`: a flow or address form was filled in; `correction`: an earlier message was edited or taken
 * back; `unsupported`: WhatsApp did not pass it on; `preference`: "stop" or "resume" of marketing in WhatsApp's own
 * settings; `other`: anything else, kept as it came.
 */
export type MessageKind =
  | "text"
  | "choice"
  | "media"
  | "location"
  | "contacts"
  | "reaction"
  | "system"
  | "form"
  | "order"
  | "correction"
  | "unsupported"
  | "preference"
  | "other";

/** One message of a person, or (`isEcho`) one that the clinic's staff wrote to that person in the phone app. */
export interface InboundMessage extends Where {
  /** WhatsApp's own id; for a preference, which has none, one made of who, when and what: the same each time. */
  readonly id: string;
  /** The person whose chat it is, also of an echo. */
  readonly from: Sender;
  readonly at?: Date | undefined;
  readonly kind: MessageKind;
  /** WhatsApp's own word for the kind; "" where it gives none. */
  readonly originalType: string;
  /** What was typed, a caption, the title of a choice, the emoji of a reaction; "" where there is none. */
  readonly text: string;
  /** The id of the button or row that was tapped. */
  readonly choiceId?: string | undefined;
  /** As in `media`. */
  readonly mediaId?: string | undefined;
  /** As in `media`. */
  readonly mimeType?: string | undefined;
  /** The message that this one answers or reacts to. */
  readonly contextId?: string | undefined;
  readonly change?: IdentityChange | undefined;
  /** There for every message of kind `media`. */
  readonly media?: InboundMedia | undefined;
  /** Missing when the coordinates are none. */
  readonly location?: SharedLocation | undefined;
  readonly contacts?: SharedContacts | undefined;
  readonly form?: FormAnswer | undefined;
  readonly order?: Order | undefined;
  readonly correction?: Correction | undefined;
  readonly referral?: Referral | undefined;
  readonly isForwarded: boolean;
  /** Written in a group: everybody in it reads the answer. */
  readonly groupId?: string | undefined;
  /** WhatsApp's own word for what it did not pass on, or its error's title or code. */
  readonly unsupportedKind?: string | undefined;
  readonly isEcho: boolean;
  /** The message object as it came. */
  readonly raw: unknown;
}
