import { encodings } from "./encodings.ts";
import type { Token } from "./tokens.ts";

export interface Pattern {
  readonly token: Token;
  readonly encoding: string;
  readonly bytes: Buffer;
}

// Shorter ones turn up by chance: two letters of a script that packs much into few.
const shortestBytes = 6;

/** Every token in every encoding, each byte string once. */
export function patternsOf(tokens: readonly Token[]): readonly Pattern[] {
  const unique = new Map<string, Pattern>();
  for (const { name: encoding, of } of encodings)
    for (const token of tokens) {
      const bytes = of(token.text);
      const key = bytes.toString("latin1");
      if (bytes.length >= shortestBytes && !unique.has(key)) unique.set(key, { token, encoding, bytes });
    }
  return [...unique.values()];
}

const asDigits = new Set(["utf-8", "reversed"]);

/** Digits that stand alone are no find inside a longer number, such as a time in milliseconds. */
export function counts(
  { token, encoding, bytes: { length } }: Pattern,
  bytes: Buffer,
  start: number,
): boolean {
  if (token.standsAlone !== true || !asDigits.has(encoding)) return true;
  return !isDigit(bytes[start - 1]) && !isDigit(bytes[start + length]);
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}
