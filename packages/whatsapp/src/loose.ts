/** Readers for JSON that someone else shaped: each gives what is there, or undefined, and never throws. */
export type Json = Readonly<Record<string, unknown>>;

export function objectOf(value: unknown): Json | undefined {
  return isObject(value) ? value : undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text with something in it; a number counts as its digits, since ids come as either. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

/** The member at a path of objects. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let found: unknown = value;
  for (const key of path) {
    const holder = objectOf(found);
    found = holder !== undefined && Object.hasOwn(holder, key) ? holder[key] : undefined;
  }
  return found;
}

export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  return textOf(at(value, ...path));
}

const endOfYear9999 = 253_402_300_799_999;

/** A moment given as text or number, in seconds or milliseconds. */
export function momentOf(value: unknown): Date | undefined {
  const text = textOf(value)?.trim();
  if (text === undefined || !/^\d{1,16}$/.test(text)) return undefined;
  const count = Number(text);
  const ms = count >= 1e12 ? count : count * 1000;
  return ms > 0 && ms <= endOfYear9999 ? new Date(ms) : undefined;
}

/** Digits of a phone number as WhatsApp writes them; undefined for anything that is none. */
export function phoneOf(value: unknown): string | undefined {
  const digits = textOf(value)?.replaceAll(/[\s+()-]/g, "");
  return digits !== undefined && /^\d{3,20}$/.test(digits) ? digits : undefined;
}

/** A finite number, given as one or as text. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value !== "number" && typeof value !== "string") return undefined;
  if (typeof value === "string" && value.trim() === "") return undefined;
  const found = Number(value);
  return Number.isFinite(found) ? found : undefined;
}

/** True or false, given as such or as text. */
export function flagOf(value: unknown): boolean | undefined {
  if (value === true || value === "true") return true;
  return value === false || value === "false" ? false : undefined;
}

/** A moment in digits, or a day in words ("April 17, 2026"), which begins at midnight UTC. */
export function dateOf(value: unknown): Date | undefined {
  const text = textOf(value);
  if (text === undefined || !/\b\d{4}\b/.test(text)) return momentOf(value);
  const ms = Date.parse(/\d:\d/.test(text) ? text : `${text} UTC`);
  return Number.isFinite(ms) ? new Date(ms) : undefined;
}
