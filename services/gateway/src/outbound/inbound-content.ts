import { InboundContent } from "@careline/contracts/sealed/v1/sealed";
import type { InboundMessage } from "@careline/whatsapp";

// A record may have a million bytes. A message never comes near; an imported chat history does.
const rawBytesMax = 512 * 1024;
const textLengthMax = 16_384;
const itemsMax = 300;

/** All that a message holds, to be sealed: what is longer than WhatsApp allows is cut, and never spoils the rest. */
export function inboundContent(message: InboundMessage): InboundContent {
  const { from, referral } = message;
  return InboundContent.fromPartial({
    from: { phone: cut(from.phone), userId: cut(from.userId), username: cut(from.username) },
    profileName: cut(from.profileName),
    wamid: cut(message.id),
    text: cut(message.text),
    choiceId: cut(message.choiceId),
    mediaId: cut(message.mediaId),
    mimeType: cut(message.mimeType),
    contextWamid: cut(message.contextId),
    raw: kept(JSON.stringify(message.raw) ?? ""),
    part: partOf(message),
    referral: referral && {
      sourceType: cut(referral.sourceType),
      sourceId: cut(referral.sourceId),
      sourceUrl: cut(referral.sourceUrl),
      headline: cut(referral.headline),
      body: cut(referral.body),
    },
    forwarded: message.isForwarded,
    groupId: cut(message.groupId),
    unsupportedKind: cut(message.unsupportedKind),
  });
}

function partOf(message: InboundMessage): InboundContent["part"] {
  const { media, location, contacts, form, order, correction } = message;
  if (media !== undefined)
    return {
      $case: "media",
      value: {
        ...{ mediaId: cut(media.id), mimeType: cut(media.mimeType), sha256: cut(media.sha256) },
        ...{ filename: cut(media.filename), url: cut(media.url), errorCode: int32(media.errorCode) },
        ...{ voice: media.voice, animated: media.animated },
      },
    };
  if (location !== undefined) {
    const { latitude, longitude, name, address, url } = location;
    const value = { latitude, longitude, name: cut(name), address: cut(address), url: cut(url) };
    return { $case: "location", value };
  }
  if (contacts !== undefined)
    return {
      $case: "contacts",
      value: { cards: contacts.cards.slice(0, itemsMax).map(cardOf), requested: contacts.requested },
    };
  if (form !== undefined) {
    const { name, responseJson, flowToken } = form;
    // Cut, it would be no JSON any more; WhatsApp gives a form less than this.
    return {
      $case: "flow",
      value: { name: cut(name), responseJson: kept(responseJson), flowToken: cut(flowToken) },
    };
  }
  if (order !== undefined)
    return {
      $case: "order",
      value: { catalogId: cut(order.catalogId), items: order.items.slice(0, itemsMax).map(itemOf) },
    };
  if (correction === undefined) return undefined;
  const { originalId, isRevoked, text } = correction;
  return {
    $case: "correction",
    value: { originalWamid: cut(originalId), revoked: isRevoked, text: cut(text) },
  };
}

type Card = NonNullable<InboundMessage["contacts"]>["cards"][number];

function cardOf({ formattedName, firstName, lastName, phones, emails, organisation }: Card) {
  return {
    formattedName: cut(formattedName),
    firstName: cut(firstName),
    lastName: cut(lastName),
    phones: phones.slice(0, itemsMax).map(({ phone, waId, type }) => {
      return { phone: cut(phone), waId: cut(waId), type: cut(type) };
    }),
    emails: emails.slice(0, itemsMax).map(cut),
    organisation: cut(organisation),
  };
}

type Item = NonNullable<InboundMessage["order"]>["items"][number];

function itemOf({ productId, quantity = 0, itemPrice = 0, currency }: Item) {
  return { productId: cut(productId), quantity, itemPrice, currency: cut(currency) };
}

function cut(text: string | undefined): string {
  return (text ?? "").slice(0, textLengthMax);
}

/** What is too large for a record is left out, and its size is said instead. */
export function kept(json: string): string {
  const sizeBytes = Buffer.byteLength(json);
  return sizeBytes <= rawBytesMax ? json : JSON.stringify({ omitted: "too large", sizeBytes });
}

export function int32(code: number | undefined): number {
  return code !== undefined && code === (code | 0) ? code : 0;
}
