import { Unacceptable } from "../unacceptable.ts";
import type { Family } from "./accepted-types.ts";

// Readers of PDF look for its beginning in the first 1,024 bytes; those of the others do not look so far.
const headBytes = 1_024;
// Readers of ZIP look for its directory in the last 65,557 bytes.
const tailBytes = 65_557;
const binary = ["%pdf-", "pk\u0003\u0004", "\u007felf"];
const markup = ["<html", "<!doctype", "<script", "<svg", "<?php", "#!/"];
const own: Readonly<Partial<Record<Family, string>>> = { PDF: "%pdf-", "office document": "pk\u0003\u0004" };
const zipDirectory = "PK\u0005\u0006";
const macros = [Buffer.from("vbaProject"), Buffer.from("_VBA_PROJECT", "utf16le")];

/** Does the beginning of a file bear the signature of another format too? */
export function hasSecondNature(head: Buffer, family: Family): boolean {
  const text = head.toString("latin1", 0, headBytes).toLowerCase();
  return [...binary, ...markup].some((signature) => signature !== own[family] && text.includes(signature));
}

/** Does a PDF go on after its end, or end as an archive does? */
export function hasSecondEnd(tail: Buffer): boolean {
  const text = tail.toString("latin1");
  const end = text.lastIndexOf("%%EOF");
  return end === -1 || /[^\s\0]/.test(text.slice(end + 5)) || text.includes(zipDirectory);
}

/** Passes on a file that is one thing only; refuses what another program would take for something else. */
export async function* ofOneNature(
  bytes: AsyncIterable<Uint8Array>,
  family: Family,
): AsyncGenerator<Uint8Array> {
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  for await (const piece of bytes) {
    if (head.length < headBytes) {
      head = Buffer.concat([head, piece.subarray(0, headBytes)]);
      if (hasSecondNature(head, family)) throw polyglot();
    }
    if (family === "PDF" || family === "office document") {
      const seen = Buffer.concat([tail, piece]);
      if (family === "office document" && hasMacros(seen))
        throw new Unacceptable("refused", "It holds macros.");
      tail = seen.subarray(-tailBytes);
    }
    yield piece;
  }
  if (family === "PDF" && hasSecondEnd(tail)) throw polyglot();
}

function hasMacros(bytes: Buffer): boolean {
  return macros.some((name) => bytes.includes(name));
}

function polyglot(): Unacceptable {
  return new Unacceptable("refused", "It is several kinds of file in one.");
}
