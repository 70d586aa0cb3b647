import { isJson, type Json } from "./json.ts";
import { Refusal } from "./refusal.ts";

// Meta's limits are given in characters; counting code points lets an emoji be one of them.
export function lengthOf(text: string): number {
  return Array.from(text).length;
}

export interface TextLimit {
  readonly max: number;
  readonly min?: number;
  /** The code of a text that is too short or too long. */
  readonly code?: number;
}

/** Reads an object member by member, and refuses what Meta refuses, in its words. */
export interface Fields {
  readonly path: string;
  text(key: string, limit: TextLimit): string;
  optionalText(key: string, limit: TextLimit): string | undefined;
  object(key: string): Fields;
  optionalObject(key: string): Fields | undefined;
  list(key: string): readonly Fields[];
  optionalFlag(key: string): boolean | undefined;
  raw(key: string): unknown;
  /** Refuses members that are not among these. */
  only(...keys: readonly string[]): void;
}

export function fieldsOf(value: Json, path = ""): Fields {
  const nameOf = (key: string): string => (path === "" ? key : `${path}['${key}']`);
  const item = (key: string, index: number, found: unknown): Fields => {
    const name = `${nameOf(key)}[${index}]`;
    if (!isJson(found)) throw new Refusal(100, `Param ${name} must be a JSON object.`);
    return fieldsOf(found, name);
  };
  const text = (key: string, found: unknown, { max, min = 1, code = 100 }: TextLimit): string => {
    if (typeof found !== "string") throw new Refusal(100, `Param ${nameOf(key)} must be a string.`);
    if (lengthOf(found.trim()) < min) {
      throw new Refusal(code, `Param ${nameOf(key)} must be at least ${min} characters long.`);
    }
    if (lengthOf(found) > max) {
      throw new Refusal(code, `Param ${nameOf(key)} must be at most ${max} characters long.`);
    }
    return found;
  };
  const need = (key: string): unknown => {
    if (isMissing(value[key])) throw new Refusal(131008, `The parameter ${nameOf(key)} is required.`);
    return value[key];
  };
  const object = (key: string, found: unknown): Fields => {
    if (!isJson(found)) throw new Refusal(100, `Param ${nameOf(key)} must be a JSON object.`);
    return fieldsOf(found, nameOf(key));
  };
  return {
    path,
    text: (key, limit) => text(key, need(key), limit),
    optionalText: (key, limit) =>
      isMissing(value[key]) ? undefined : text(key, value[key], { min: 0, ...limit }),
    object: (key) => object(key, need(key)),
    optionalObject: (key) => (isMissing(value[key]) ? undefined : object(key, value[key])),
    list: (key) => {
      const found = need(key);
      if (!Array.isArray(found)) throw new Refusal(100, `Param ${nameOf(key)} must be an array.`);
      return found.map((each: unknown, index) => item(key, index, each));
    },
    optionalFlag: (key) => {
      const found = value[key];
      if (isMissing(found)) return undefined;
      if (typeof found !== "boolean") throw new Refusal(100, `Param ${nameOf(key)} must be a boolean.`);
      return found;
    },
    raw: (key) => value[key],
    only: (...keys) => {
      const odd = Object.keys(value).find((key) => !keys.includes(key));
      if (odd !== undefined) throw new Refusal(100, `Unexpected key "${odd}" on param "${path}".`);
    },
  };
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}
