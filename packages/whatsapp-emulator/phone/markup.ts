export interface Piece {
  readonly kind: "plain" | "bold" | "italic" | "strike" | "code" | "link";
  readonly text: string;
}

const kinds: Readonly<Record<string, Piece["kind"]>> = {
  "*": "bold",
  _: "italic",
  "~": "strike",
  "`": "code",
};
const pattern =
  /(https?:\/\/[^\s<]+[^\s<.,;:!?)])|(?<![\w*_~`])(```|[*_~`])(\S(?:[^\n]*?\S)?)\2(?![\w*_~`])/g;

/** Cuts a text into pieces as WhatsApp renders them: *bold*, _italic_, ~struck~, `code`, links. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > from) pieces.push({ kind: "plain", text: text.slice(from, match.index) });
    const [whole, link, mark = "", inner = ""] = match;
    pieces.push(
      link === undefined
        ? { kind: kinds[mark[0] ?? ""] ?? "plain", text: inner }
        : { kind: "link", text: link },
    );
    from = match.index + whole.length;
  }
  if (from < text.length) pieces.push({ kind: "plain", text: text.slice(from) });
  return pieces;
}
