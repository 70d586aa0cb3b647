import { h, leftToRight, safeUrl } from "../ui/dom.ts";
import { blocksOf, piecesOf, type Block, type Piece } from "../read/markup.ts";
import { codePoints, isEmojiOnly, isInvisible } from "../read/visible.ts";
import { words } from "../words.ts";

const longAt = 900;

/** A message's text, with WhatsApp's marks drawn, in the direction that it reads in. */
export function richText(text: string): HTMLElement {
  if (isInvisible(text))
    return h(
      "p",
      { class: "words muted" },
      `${words().nothingVisible} `,
      h("code", { dir: "ltr" }, codePoints(text)),
    );
  if (isEmojiOnly(text)) return h("p", { class: "words jumbo" }, text.trim());
  const whole = h("div", { class: "words", dir: "auto" }, ...blocksOf(text).map(blockElement));
  if (text.length <= longAt) return whole;
  whole.classList.add("folded");
  const more = h(
    "button",
    {
      type: "button",
      class: "unfold",
      click: () => {
        whole.classList.remove("folded");
        more.remove();
      },
    },
    words().readMore,
  );
  return h("div", {}, whole, more);
}

function blockElement({ kind, lines }: Block): HTMLElement {
  switch (kind) {
    case "words":
      return h("p", { dir: "auto" }, ...pieces(lines.join("\n")));
    case "quote":
      return h("blockquote", { dir: "auto" }, ...pieces(lines.join("\n")));
    case "bullets":
      return h("ul", { dir: "auto" }, ...lines.map((line) => h("li", {}, ...pieces(line))));
    case "code":
      return h("pre", { dir: "auto" }, lines.join("\n"));
  }
}

function pieces(text: string): readonly Node[] {
  return piecesOf(text).map(pieceElement);
}

function pieceElement({ kind, text }: Piece): Node {
  switch (kind) {
    case "plain":
      return document.createTextNode(text);
    case "bold":
      return h("strong", {}, text);
    case "italic":
      return h("em", {}, text);
    case "strike":
      return h("s", {}, text);
    case "code":
      return h("code", {}, text);
    case "phone":
      return leftToRight(text);
    case "link": {
      const href = safeUrl(text);
      return h("a", { href, dir: "ltr", target: "_blank", rel: "noopener noreferrer" }, text);
    }
  }
}
