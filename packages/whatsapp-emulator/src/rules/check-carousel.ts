import { mediaReference } from "./check-media.ts";
import type { Fields } from "./fields.ts";
import { Refusal } from "./refusal.ts";
import type { Shown, ShownButton } from "./shown.ts";
import { unique } from "./unique.ts";

const cardsMin = 2;
const cardsMax = 10;

interface Card {
  readonly kind: "image" | "video";
  readonly text?: string;
  readonly buttons: readonly ShownButton[];
}

/** Checks the cards of a carousel. A phone shows them here one below the other, in words. */
export function carousel(action: Fields): Pick<Shown, "buttons" | "text"> {
  const cards = action.list("cards");
  if (cards.length < cardsMin || cards.length > cardsMax)
    throw new Refusal(131009, `A carousel must have ${cardsMin} to ${cardsMax} cards.`);
  const read = cards.map(cardOf);
  const shapes = read.map(({ kind, buttons }) => [kind, ...buttons.map((button) => button.kind)].join());
  if (new Set(shapes).size > 1)
    throw new Refusal(131009, "All cards of a carousel must have the same header and the same buttons.");
  const buttons = read.flatMap((card) => card.buttons);
  unique(
    buttons.flatMap(({ id }) => id ?? []),
    "Duplicated quick reply id",
  );
  return { text: read.map(({ kind, text }) => `[${kind}] ${text ?? ""}`.trim()).join("\n"), buttons };
}

function cardOf(card: Fields, index: number): Card {
  card.only("card_index", "type", "header", "body", "action");
  if (Number(card.raw("card_index")) !== index)
    throw new Refusal(131009, `Param ${card.path}['card_index'] must be ${index}.`);
  const header = card.object("header");
  const type = header.text("type", { max: 20 });
  if (type !== "image" && type !== "video")
    throw new Refusal(131009, "The header of a card must be an image or a video.");
  mediaReference(header.object(type), type);
  const text = card.optionalObject("body")?.text("text", { max: 160, code: 131009 });
  return { kind: type, ...(text !== undefined && { text }), buttons: buttonsOf(card.object("action")) };
}

function buttonsOf(action: Fields): readonly ShownButton[] {
  if (action.raw("buttons") === undefined) return [linkOf(action)];
  const buttons = action.list("buttons");
  if (buttons.length < 1 || buttons.length > 3)
    throw new Refusal(131009, "A card must have 1 to 3 quick replies.");
  return buttons.map((button) => {
    const reply = button.object("quick_reply");
    return {
      kind: "reply",
      id: reply.text("id", { max: 256, code: 131009 }),
      title: reply.text("title", { max: 20, code: 131009 }),
    };
  });
}

function linkOf(action: Fields): ShownButton {
  const parameters = action.object("parameters");
  const url = parameters.text("url", { max: 2000, code: 131009 });
  if (!/^https?:\/\/\S+$/.test(url)) throw new Refusal(131009, "Param url must be an http or https URL.");
  return { kind: "url", title: parameters.text("display_text", { max: 20, code: 131009 }), url };
}
