import { encodings } from "./encodings.ts";
import { matcher } from "./matcher.ts";
import { packedIn, packings } from "./packed.ts";
import { counts, patternsOf } from "./patterns.ts";
import { type Source, sourcesIn, type Where } from "./sources.ts";
import type { Token } from "./tokens.ts";

/** Where something was found that must not be there. The token itself is not told, only which one it is. */
export interface Finding {
  readonly path: string;
  readonly offset: number;
  readonly token: string;
  readonly encoding: string;
}

export interface Scan {
  readonly findings: readonly Finding[];
  readonly bytes: number;
  readonly files: number;
}

/** In how many ways a leak is looked for. */
export const encodingCount = encodings.length + Object.keys(packings).length;

// A thousand finds tell no more than the first ones, and would fill the memory.
const enough = 1_000;
// What is looked at again with the next part: the longest pattern, and packed records of this size.
const overlapBytes = 1024 * 1024;

/** Looks for every token in every encoding, in files of any size. */
export async function scanFor(
  tokens: readonly Token[],
  where: Where & { readonly mostFindings?: number },
): Promise<Scan> {
  const findings: Finding[] = [];
  const search = searchFor(tokens, findings, where.mostFindings ?? enough);
  let bytes = 0;
  let files = 0;
  for (const source of sourcesIn(where)) {
    files += 1;
    bytes += await search(source);
  }
  return { findings, bytes, files };
}

function searchFor(tokens: readonly Token[], findings: Finding[], mostFindings: number) {
  const patterns = patternsOf(tokens);
  const longest = Math.max(...patterns.map(({ bytes }) => bytes.length));
  const match = matcher(patterns.map(({ bytes }) => bytes));
  const look = (
    path: string,
    bytes: Buffer,
    at: number,
    seen: number,
    packed?: { kind: string; start: number },
  ) =>
    match(bytes, (start, index) => {
      const pattern = patterns[index];
      if (pattern === undefined || start + pattern.bytes.length <= seen) return;
      if (!counts(pattern, bytes, start) || findings.length >= mostFindings) return;
      const encoding = packed === undefined ? pattern.encoding : `${packed.kind}: ${pattern.encoding}`;
      findings.push({ path, offset: at + (packed?.start ?? start), token: pattern.token.label, encoding });
    });

  return async ({ path, parts }: Source): Promise<number> => {
    let held = Buffer.alloc(0);
    let seen = 0;
    let at = 0;
    const lookThrough = (isLast: boolean): void => {
      const until = isLast ? held.length : Math.max(0, held.length - overlapBytes);
      look(path, held, at, seen);
      for (const { kind, start, content } of packedIn(held, until))
        look(path, content, at, 0, { kind, start });
      if (isLast) return;
      const keep = Math.min(held.length, Math.max(overlapBytes, longest));
      at += held.length - keep;
      held = held.subarray(held.length - keep);
      seen = keep;
    };
    let waiting: Buffer[] = [];
    let size = 0;
    const take = (isLast: boolean): void => {
      held = Buffer.concat([held, ...waiting]);
      [waiting, size] = [[], 0];
      lookThrough(isLast);
    };
    for await (const part of parts) {
      waiting.push(part);
      size += part.length;
      if (size >= 4 * overlapBytes) take(false);
    }
    take(true);
    return at + held.length;
  };
}
