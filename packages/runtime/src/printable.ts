import { Fault } from "@careline/faults";
import { type LogKey, logKeys } from "./log.ts";

const allowed = new Set<string>(logKeys);
const plain = new Set(["number", "boolean", "undefined"]);
const withheld = "[withheld]";
// Long numbers by nature, and not of patients.
const numeric = new Set<string>(["offset", "phoneNumberId", "wabaId"] satisfies LogKey[]);

/**
 * What a log line may carry of the fields that it was given. The types say the same: this is for what got past them.
 * An unknown name keeps its place and loses its value.
 */
export function printable(fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]: [string, unknown]) => [
      key,
      key === "error" ? printableError(value) : printableValue(key, value),
    ]),
  );
}

/** An error by name, kind, code and stack; by its message only where that is ours, written for operators. */
export function printableError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { name: typeof error };
  const { cause } = error;
  const code: unknown = (error as { code?: unknown }).code;
  return {
    name: isWord(error.name) ? error.name : "Error",
    ...(error instanceof Fault && { kind: error.kind, message: masked(error.message) }),
    ...(isWord(code) && { code }),
    stack: masked(framesOf(error)),
    ...(cause !== undefined && depth < 3 && { cause: printableError(cause, depth + 1) }),
  };
}

const suspicious = [
  /\+\d[\d .-]{6,18}\d/, // a phone number
  /(?<![\w-])\d{10,15}(?![\w-])/, // one in bare digits
  /wamid\.[\w=+/-]+/, // a message id, which holds one
  /\bEAA\w{16,}/, // an access token
  /(?<=:\/\/)[^@/\s]*(?=@)/, // a password in an address
];
const suspiciousAnywhere = new RegExp(suspicious.map(({ source }) => source).join("|"), "g");

/** Writes over what looks like a phone number, a message id, a token, a password. */
export function masked(text: string): string {
  return text.replace(suspiciousAnywhere, withheld);
}

function printableValue(key: string, value: unknown): unknown {
  if (isSealed(value)) return `[sealed ${masked(value.label)}]`;
  if (!allowed.has(key)) return withheld;
  if (typeof value === "string") return numeric.has(key) ? value : masked(value);
  if (typeof value === "bigint") return String(value);
  return plain.has(typeof value) || value instanceof Date ? value : withheld;
}

function isSealed(value: unknown): value is { label: string } {
  return (
    typeof value === "object" && value !== null && "box" in value && "label" in value && isWord(value.label)
  );
}

// A stack begins with the message, which of a stranger's error may say anything.
function framesOf({ stack = "", message }: Error): string {
  const frames = stack.slice(stack.indexOf(message) + message.length);
  return frames
    .split("\n")
    .filter((line) => /^ {4}at /.test(line))
    .join("\n");
}

function isWord(value: unknown): value is string | number {
  return typeof value === "number" || (typeof value === "string" && /^[\w.-]{1,60}$/.test(value));
}
