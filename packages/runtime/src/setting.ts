import { accessSync, constants, readFileSync } from "node:fs";
import { z } from "zod";
import type { Env } from "./service.ts";

/** One variable of the environment: how it is read, and what a README says of it. */
export interface Setting<Value> {
  readonly variable: string;
  readonly kind: "text" | "number" | "list" | "flag" | "secret" | "file";
  /** As a README shows it; undefined where the variable must be set. */
  readonly shownDefault: string | undefined;
  readonly fallback: Value | undefined;
  /** The value's own words, or undefined where nothing is set; throws an Error that says what is wrong. */
  readonly raw: (env: Env) => string | undefined;
  readonly schema: z.ZodType<Value, string>;
}

/** Words as they are. */
export function text(variable: string, fallback?: string): Setting<string> {
  return setting({ variable, kind: "text", fallback, schema: z.string() });
}

/** A whole number, zero or more. */
export function integer(variable: string, fallback?: number): Setting<number> {
  const schema = z
    .string()
    .regex(/^\d+$/, "not a whole number")
    .transform(Number)
    .refine(Number.isSafeInteger, "too large");
  return setting({ variable, kind: "number", fallback, schema });
}

/** Words with commas between them. */
export function list(variable: string, fallback?: readonly string[]): Setting<readonly string[]> {
  const schema = z
    .string()
    .transform((value) => value.split(",").map((word) => word.trim()))
    .refine((words) => words.every((word) => word !== ""), "a list with an empty entry");
  return setting<readonly string[]>({ variable, kind: "list", fallback, schema });
}

/** true or false; false where nothing is said. */
export function flag(variable: string, fallback = false): Setting<boolean> {
  const schema = z.enum(["true", "false"], "neither true nor false").transform((value) => value === "true");
  return setting({ variable, kind: "flag", fallback, schema });
}

/** One of the given words. */
export function choice<const Word extends string>(
  variable: string,
  words: readonly Word[],
  fallback?: Word,
): Setting<Word> {
  const schema = z
    .string()
    .refine(
      (value): value is Word => (words as readonly string[]).includes(value),
      `not one of ${words.join(", ")}`,
    );
  return setting<Word>({ variable, kind: "text", fallback, schema });
}

/** The path of a file that can be read. */
export function file(variable: string, fallback?: string): Setting<string> {
  const schema = z.string().refine(isReadable, "names a file that cannot be read");
  return setting({ variable, kind: "file", fallback, schema });
}

/** A secret: the contents of the file that NAME_FILE names, or NAME itself. Never shown. */
export function secret(variable: string, fallback?: ""): Setting<string> {
  const raw = (env: Env) => {
    const path = env[`${variable}_FILE`];
    if (!path) return env[variable];
    if (env[variable]) throw new Error(`set beside ${variable}: one of them is enough`);
    if (!isReadable(path)) throw new Error("names a file that cannot be read");
    return readFileSync(path, "utf8").trim();
  };
  return { ...setting<string>({ variable, kind: "secret", fallback, schema: z.string() }), raw };
}

type Parts<Value> = Pick<Setting<Value>, "variable" | "kind" | "fallback" | "schema">;

function setting<Value>(parts: Parts<Value>): Setting<Value> {
  const shownDefault = parts.fallback === undefined ? undefined : String(parts.fallback);
  return { ...parts, shownDefault, raw: (env) => env[parts.variable] };
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
