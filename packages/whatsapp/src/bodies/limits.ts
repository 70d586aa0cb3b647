import { Fault } from "@careline/faults";

/** Length as a reader counts: code points, not UTF-16 units. */
export function chars(text: string): number {
  return Array.from(text).length;
}

export function upTo(max: number, part: string, text: string): string {
  const length = chars(text);
  if (length > max) throw new Fault("invalid", `${part}: ${length} characters, at most ${max}`);
  return text;
}

export function filled(part: string, text: string): string {
  if (text.trim() === "") throw new Fault("invalid", `${part}: empty`);
  return text;
}

export function oneTo(max: number, part: string, text: string): string {
  return upTo(max, part, filled(part, text));
}

export function listed<T>(min: number, max: number, part: string, items: readonly T[]): readonly T[] {
  if (items.length < min || items.length > max)
    throw new Fault("invalid", `${part}: ${items.length}, must be ${min} to ${max}`);
  return items;
}

export function unique(part: string, values: readonly string[]): void {
  if (new Set(values).size !== values.length) throw new Fault("invalid", `${part}: twice the same`);
}
