export interface Piece {
  readonly kind: "plain" | "bold" | "italic" | "strike" | "code" | "link" | "phone";
  readonly text: string;
}

/** A stretch of lines that are drawn alike. */
export interface Block {
  readonly kind: "words" | "quote" | "bullets" | "code";
  readonly lines: readonly string[];
}

const kinds: Readonly<Record<string, Piece["kind"]>> = {
  "*": "bold",
  _: "italic",
  "~": "strike",
  "`": "code",
};
const pattern =
  /(https?:\/\/[^\s<]+[^\s<.,;:!?)])|((?<!\w)\+\d[\d ().-]{5,18}\d(?!\w))|(?<![\w*_~`])(```|[*_~`])(\S(?:[^\n]*?\S)?)\3(?![\w*_~`])/g;

/** Cuts a text into pieces as WhatsApp renders them: *bold*, _italic_, ~struck~, `code`, links, telephone numbers. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > from) pieces.push({ kind: "plain", text: text.slice(from, match.index) });
    const [whole, link, phone, mark = "", inner = ""] = match;
    if (link !== undefined) pieces.push({ kind: "link", text: link });
    else if (phone !== undefined) pieces.push({ kind: "phone", text: phone });
    else pieces.push({ kind: kinds[mark[0] ?? ""] ?? "plain", text: inner });
    from = match.index + whole.length;
  }
  if (from < text.length) pieces.push({ kind: "plain", text: text.slice(from) });
  return pieces;
}

const fence = /```([^`]*\n[^`]*)```/;

/** Cuts a text into quotes, lists, blocks of code and plain lines. */
export function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = [];
  for (const [index, part] of text.split(fence).entries()) {
    if (index % 2 === 1) blocks.push({ kind: "code", lines: [part.replaceAll(/^\n|\n$/g, "")] });
    else for (const line of part.split("\n")) addLine(blocks, lineOf(line));
  }
  return blocks
    .map((block) => (block.kind === "words" ? { ...block, lines: withoutEdges(block.lines) } : block))
    .filter(({ kind, lines }) => kind === "code" || lines.length > 0);
}

/** Empty lines part what is inside, and are of no use before and after it. */
function withoutEdges(lines: readonly string[]): readonly string[] {
  const isFull = (line: string): boolean => line.trim() !== "";
  const first = lines.findIndex(isFull);
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex(isFull) + 1);
}

interface Line {
  readonly kind: Block["kind"];
  readonly text: string;
}

function lineOf(line: string): Line {
  if (line.startsWith("> ")) return { kind: "quote", text: line.slice(2) };
  if (/^[-*] \S/.test(line)) return { kind: "bullets", text: line.slice(2) };
  return { kind: "words", text: line };
}

function addLine(blocks: Block[], { kind, text }: Line): void {
  const last = blocks.at(-1);
  if (last?.kind === kind) blocks[blocks.length - 1] = { kind, lines: [...last.lines, text] };
  else blocks.push({ kind, lines: [text] });
}

/** The words of a text without its marks, in one line. */
export function plainWords(text: string): string {
  return blocksOf(text)
    .flatMap(({ kind, lines }) => (kind === "code" ? lines : lines.map(unmarked)))
    .join(" ")
    .replaceAll(/\s+/g, " ");
}

function unmarked(line: string): string {
  return piecesOf(line)
    .map((piece) => piece.text)
    .join("");
}
