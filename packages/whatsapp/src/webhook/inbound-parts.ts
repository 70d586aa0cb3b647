/** A file that a person sent: where WhatsApp keeps it. */
export interface InboundMedia {
  /** Absent when WhatsApp could not take the file. */
  readonly id?: string | undefined;
  readonly mimeType?: string | undefined;
  /** Base64 of the file's digest. */
  readonly sha256?: string | undefined;
  readonly filename?: string | undefined;
  /** Spoken into the phone: a voice note, or a voicemail after a missed call. */
  readonly voice: boolean;
  /** Of stickers. */
  readonly animated: boolean;
  /** Good for five minutes; given since November 2025, and not always. Only with the access token. */
  readonly url?: string | undefined;
  /** Why there is no file: 131052 is more than 100 MB. */
  readonly errorCode?: number | undefined;
}

/** A place in degrees. */
export interface SharedLocation {
  readonly latitude: number;
  readonly longitude: number;
  readonly name?: string | undefined;
  readonly address?: string | undefined;
  readonly url?: string | undefined;
}

/** One number on a card. */
export interface ContactPhone {
  /** As the address book of the sender has it. */
  readonly phone?: string | undefined;
  /** Digits; there when the phone is on WhatsApp. */
  readonly waId?: string | undefined;
  readonly type?: string | undefined;
}

/** A card of an address book. */
export interface ContactCard {
  /** "" where the card has no name at all. */
  readonly formattedName: string;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly phones: readonly ContactPhone[];
  readonly emails: readonly string[];
  readonly organisation?: string | undefined;
}

/** Cards that a person sent. */
export interface SharedContacts {
  readonly cards: readonly ContactCard[];
  /** The person answers our request for their number: the card is their own. */
  readonly requested: boolean;
}

/** What a person filled in: a flow of ours, or the address form. */
export interface FormAnswer {
  /** `flow` or `address_message`. */
  readonly name: string;
  /** As it came: JSON that the sender's phone made, to be checked before it is used. */
  readonly responseJson: string;
  readonly flowToken?: string | undefined;
}

/** One product in a cart. */
export interface OrderItem {
  readonly productId: string;
  readonly quantity?: number | undefined;
  readonly itemPrice?: number | undefined;
  readonly currency?: string | undefined;
}

/** A cart that a person sent. */
export interface Order {
  readonly catalogId?: string | undefined;
  readonly items: readonly OrderItem[];
}

/** An earlier message was edited or taken back. */
export interface Correction {
  readonly originalId: string;
  readonly isRevoked: boolean;
  /** What the message says now; "" when it was taken back. */
  readonly text: string;
}

/** The advertisement or post that led a person here. */
export interface Referral {
  readonly sourceType?: string | undefined;
  readonly sourceId?: string | undefined;
  readonly sourceUrl?: string | undefined;
  readonly headline?: string | undefined;
  readonly body?: string | undefined;
}
