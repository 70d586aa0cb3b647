import { h } from "./dom.ts";
import { piecesOf, type Piece } from "./markup.ts";

export function richText(text: string): HTMLElement {
  return h("p", { class: "words" }, ...piecesOf(text).map(pieceElement));
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
    case "link":
      return h("a", { href: text, target: "_blank", rel: "noopener noreferrer" }, text);
  }
}
