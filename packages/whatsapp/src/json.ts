import { Fault } from "@careline/faults";

const depthMax = 64;
const quote = 0x22;
const backslash = 0x5c;
const decoder = new TextDecoder();
// Ids come as text nearly always: digits right behind a quote are no number.
const mayHoldBigNumber = /(?:^|[^"\d])\d{16}/;

/** Deepest nesting of JSON bytes, found without parsing them. Counts on beyond the limit only as far as needed. */
export function isDeeperThan(raw: Uint8Array, limit: number): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < raw.length; at += 1) {
    const byte = raw[at];
    if (inText) {
      if (byte === backslash) at += 1;
      else if (byte === quote) inText = false;
    } else if (byte === quote) inText = true;
    else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > limit) return true;
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1;
  }
  return false;
}

/**
 * Parses webhook bytes. Nesting is checked first, so that no input reaches a recursion. Integers that JavaScript
 * cannot hold (ids, mostly) come as text of their digits. Fault("invalid") for what is not JSON or too deep.
 */
export function parseJson(raw: Uint8Array): unknown {
  if (isDeeperThan(raw, depthMax)) throw new Fault("invalid", `JSON nested deeper than ${depthMax}`);
  const text = decoder.decode(raw);
  try {
    return mayHoldBigNumber.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
  } catch {
    // The parser's own message quotes the body, so it is not passed on as a cause.
    throw new Fault("invalid", "not JSON");
  }
}

function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  const isTooBig = typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value);
  return isTooBig && source !== undefined && /^-?\d+$/.test(source) ? source : value;
}
